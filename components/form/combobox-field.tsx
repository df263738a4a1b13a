"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { useController } from "react-hook-form";
import { FieldFrame } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { type FieldProps, useField } from "@/components/form/use-field";
import { type Suggestion, useSuggestions } from "@/components/form/use-suggestions";
import { classNames } from "@/components/ui/class-names";
import { LiveQueries } from "@/components/ui/live-queries";

type Props = FieldProps & {
  /** GET `${url}?q=…` (or `&q=…`) answers `{ items: [{ value, label, detail? }] }`. */
  url: string;
  /** What is chosen from the start; its `value` is the field's default value. */
  chosen?: Suggestion | null;
  /** Letters before the first search. */
  minimum?: number;
};

const STEP: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Text, list and chosen value of a combobox, and what the keys do to them. */
function useCombobox(
  { url, chosen = null, minimum = 1, name }: Props,
  form: ReturnType<typeof useField>["form"],
) {
  const { field: control } = useController({ name, control: form.control });
  const [text, setText] = useState(chosen?.label ?? "");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const isChosen = Boolean(control.value);
  const search = useSuggestions(url, open && !isChosen ? text.trim() : "", minimum);
  const count = search.items.length;
  const shown = open && !isChosen && count > 0;

  function choose(item: Suggestion) {
    control.onChange(item.value);
    setText(item.label);
    setOpen(false);
    setActive(-1);
  }

  function type(typed: string) {
    setText(typed);
    setOpen(true);
    setActive(-1);
    if (isChosen) control.onChange("");
  }

  function move(to: number): boolean {
    setOpen(true);
    if (count > 0) setActive((to + count) % count);
    return true;
  }

  function take(): boolean {
    const item = shown ? search.items[active] : undefined;
    if (item) choose(item);
    return item !== undefined;
  }

  /** Escape closes the list only; a dialog around it stays open. */
  function close(): boolean {
    setOpen(false);
    return open;
  }

  function press(event: KeyboardEvent) {
    const { key } = event;
    const moved = key in STEP && move(key === "ArrowUp" && active < 0 ? -1 : active + (STEP[key] ?? 0));
    if (moved || (key === "Enter" && take()) || (key === "Escape" && close())) event.preventDefault();
  }

  return {
    control,
    text,
    open,
    active,
    isChosen,
    search,
    shown,
    choose,
    type,
    press,
    leave: () => {
      setOpen(false);
      control.onBlur();
    },
    enter: () => setOpen(true),
  };
}

/** Search as you type for one of many, such as a person. The value is the chosen suggestion's `value`. */
export const ComboboxField = (props: Props) => (
  <LiveQueries>
    <Combobox {...props} />
  </LiveQueries>
);

function Combobox(props: Props) {
  const field = useField(props);
  const box = useCombobox(props, field.form);
  const listId = `${field.id}-list`;
  return (
    <FieldFrame {...field} hint={props.hint} optional={props.optional}>
      <div className="relative max-w-xl">
        <input
          ref={box.control.ref}
          id={field.id}
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-expanded={box.shown}
          aria-controls={box.shown ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={box.shown && box.active >= 0 ? `${listId}-${box.active}` : undefined}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={field.describedBy}
          aria-required={!props.optional}
          value={box.text}
          onChange={(event) => box.type(event.target.value)}
          onFocus={box.enter}
          onBlur={box.leave}
          onKeyDown={box.press}
          className={inputStyle("full", field.error !== null)}
        />
        {box.shown ? (
          <SuggestionList
            id={listId}
            items={box.search.items}
            active={box.active}
            label={field.label}
            onChoose={box.choose}
          />
        ) : null}
      </div>
      <ComboboxStatus box={box} minimum={props.minimum ?? 1} />
    </FieldFrame>
  );
}

/** Says how many there are, and what is chosen. */
function ComboboxStatus({ box, minimum }: { box: ReturnType<typeof useCombobox>; minimum: number }) {
  const t = useTranslations("common.combobox");
  let words: string | null = null;
  if (box.isChosen) words = t("chosen", { label: box.text });
  else if (box.open) words = statusText(t, box.search, box.text.trim(), minimum);
  return (
    <p role="status" className="min-h-5 text-muted text-sm">
      {words}
    </p>
  );
}

type Translator = ReturnType<typeof useTranslations<"common.combobox">>;

function statusText(
  t: Translator,
  search: ReturnType<typeof useSuggestions>,
  typed: string,
  minimum: number,
) {
  if (typed.length < minimum) return t("typing", { minimum });
  if (search.state === "failed") return t("failed");
  if (search.state === "searching") return t("searching");
  return search.items.length === 0 ? t("none") : t("results", { count: search.items.length });
}

type ListProps = {
  id: string;
  items: readonly Suggestion[];
  active: number;
  label: string;
  onChoose: (item: Suggestion) => void;
};

function SuggestionList({ id, items, active, label, onChoose }: ListProps) {
  return (
    <ul
      id={id}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the combobox pattern of ARIA 1.2 asks for a listbox of options
      role="listbox"
      aria-label={label}
      className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-auto rounded-md border border-control bg-surface py-1 shadow-overlay"
    >
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input; aria-activedescendant points here
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
        <li
          key={item.value}
          id={`${id}-${index}`}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an option of the listbox above
          role="option"
          aria-selected={index === active}
          ref={index === active ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
          // Before the input loses focus and closes the list.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item)}
          className={classNames(
            "flex min-h-9 flex-wrap items-center gap-x-3 px-3 py-1",
            index === active
              ? "bg-accent text-on-accent outline-2 outline-transparent"
              : "hover:bg-accent-soft",
          )}
        >
          <span>{item.label}</span>
          {item.detail ? (
            <span className={index === active ? "text-sm" : "text-muted text-sm"}>{item.detail}</span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
