"use client";
import { useTranslations } from "next-intl";
import { createContext, type KeyboardEvent, type ReactNode, useContext, useId, useState } from "react";
import { useController } from "react-hook-form";
import { GroupFrame } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { type FieldProps, useField } from "@/components/form/use-field";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import type { Choice, Choices } from "@/lib/achievements/reference-queries";
import type { Named } from "@/lib/criteria/describe";

const NOTHING: Choices = { kind: [], course: [], certification: [], badge: [], tier: [], group: [] };
const ChoicesContext = createContext<Choices>(NOTHING);

/** Around a form that names things of the organisation. */
export function ChoicesProvider({ choices, children }: { choices: Choices; children: ReactNode }) {
  return <ChoicesContext value={choices}>{children}</ChoicesContext>;
}

export const useChoices = (what: Named): readonly Choice[] => useContext(ChoicesContext)[what];

/** What people call something; undefined for what the organisation does not have. */
export function useNameOf() {
  const choices = useContext(ChoicesContext);
  return (what: Named, key: string): string | undefined =>
    choices[what].find((choice) => choice.key === key)?.name;
}

/** From so many on a search above the list is quicker than reading it. */
const MANY = 8;
/** More rows than this nobody reads, and every one of them is a box to draw. */
const SHOWN = 100;

type Props = FieldProps & {
  choices: readonly Choice[];
  /** What is not in the list may be written as well. */
  open?: boolean;
};

/** Several of many, as boxes to tick: works without a mouse, and everything chosen stays in sight. */
export function ChoiceList({ choices, open = false, ...props }: Props) {
  const t = useTranslations("builder.choose");
  const field = useField(props);
  const { field: control } = useController({ name: props.name, control: field.form.control });
  const chosen: readonly string[] = Array.isArray(control.value) ? control.value : [];
  const [wanted, setWanted] = useState("");
  const all = withChosen(choices, chosen, (name) => (open ? name : t("gone", { name })));
  const found = all.filter(({ key, name }) => matches(`${name} ${key}`, wanted));
  const nameOf = new Map(all.map(({ key, name }) => [key, name]));

  function toggle(key: string, on: boolean) {
    control.onChange(on ? [...chosen, key] : chosen.filter((one) => one !== key));
  }

  return (
    <GroupFrame {...field} hint={props.hint} optional={props.optional}>
      <div className="max-w-xl space-y-2 pt-1">
        {all.length > MANY ? <Search value={wanted} onChange={setWanted} count={found.length} /> : null}
        {all.length > 0 ? (
          <ul className="max-h-64 overflow-auto rounded-md border border-control bg-surface py-1">
            {found.slice(0, SHOWN).map(({ key, name }, index) => (
              <li key={key}>
                <label className="flex min-h-9 items-start gap-2.5 px-3 py-1.5 hover:bg-accent-soft">
                  <input
                    type="checkbox"
                    // The summary links to the field's own id, which is the first choice.
                    id={index === 0 ? field.id : undefined}
                    ref={index === 0 ? control.ref : undefined}
                    checked={chosen.includes(key)}
                    onChange={(event) => toggle(key, event.target.checked)}
                    aria-invalid={field.error ? true : undefined}
                    className="mt-0.5 size-5 shrink-0 accent-accent"
                  />
                  <span className="min-w-0 break-words">{name}</span>
                </label>
              </li>
            ))}
          </ul>
        ) : (
          <p id={field.id} tabIndex={-1} className="text-muted">
            {t("nothing")}
          </p>
        )}
        {found.length > SHOWN ? (
          <p className="text-muted text-sm">{t("more", { shown: SHOWN, count: found.length })}</p>
        ) : null}
        {open ? <OtherChoice onAdd={(key) => toggle(key, !chosen.includes(key))} /> : null}
        {chosen.length > 0 && all.length > MANY ? (
          <p className="text-sm">
            {t("chosen", { names: chosen.map((key) => nameOf.get(key) ?? key).join(", ") })}
          </p>
        ) : null}
      </div>
    </GroupFrame>
  );
}

const matches = (text: string, wanted: string) =>
  text.toLocaleLowerCase("nb").includes(wanted.trim().toLocaleLowerCase("nb"));

/** What was chosen before and is no longer offered stays in the list, so that it can be seen and taken out. */
function withChosen(choices: readonly Choice[], chosen: readonly string[], nameOf: (key: string) => string) {
  const known = new Set(choices.map(({ key }) => key));
  const gone = chosen.filter((key) => !known.has(key)).map((key) => ({ key, name: nameOf(key) }));
  return [...gone, ...choices];
}

function Search({
  value,
  onChange,
  count,
}: {
  value: string;
  onChange: (text: string) => void;
  count: number;
}) {
  const t = useTranslations("builder.choose");
  const id = useId();
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="block text-sm">
        {t("search")}
      </label>
      <input
        id={id}
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        // Enter searches already; it must not send the form.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        autoComplete="off"
        className={inputStyle("full")}
      />
      <p role="status" className="min-h-5 text-muted text-sm">
        {value.trim() === "" ? "" : t("found", { count })}
      </p>
    </div>
  );
}

/** A kind of activity that nobody has recorded yet. */
function OtherChoice({ onAdd }: { onAdd: (text: string) => void }) {
  const t = useTranslations("builder.choose");
  const id = useId();
  const [text, setText] = useState("");
  function add() {
    const name = text.trim();
    if (name === "") return;
    onAdd(name);
    setText("");
    announce(t("added", { name }), "spoken");
  }
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="min-w-0">
        <label htmlFor={id} className="block text-sm">
          {t("other")}
        </label>
        <input
          id={id}
          type="text"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
          autoComplete="off"
          maxLength={100}
          className={inputStyle("medium")}
        />
      </div>
      <Button onClick={add}>{t("add")}</Button>
    </div>
  );
}
