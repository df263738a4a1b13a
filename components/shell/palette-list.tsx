"use client";
import type { FoundGroup, FoundItem } from "@/components/shell/use-found";
import { classNames } from "@/components/ui/class-names";

type Props = {
  id: string;
  label: string;
  groups: readonly FoundGroup[];
  /** Counted over all groups; -1 is none. */
  active: number;
  onChoose: (href: string) => void;
};

type OptionProps = { id: string; item: FoundItem; isActive: boolean; onChoose: (href: string) => void };

function Option({ id, item: { href, label, detail }, isActive, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      ref={isActive ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(href)}
      className={classNames(
        "flex min-h-9 cursor-pointer flex-wrap items-center gap-x-3 px-4 py-1",
        isActive ? "bg-accent text-on-accent outline-2 outline-transparent" : "hover:bg-accent-soft",
      )}
    >
      <span>{label}</span>
      {detail ? <span className={isActive ? "text-sm" : "text-muted text-sm"}>{detail}</span> : null}
    </div>
  );
}

/** What was found, by kind. Focus stays in the field; aria-activedescendant points here. */
export function FoundList({ id, label, groups, active, onChoose }: Props) {
  let count = 0;
  const numbered = groups.map(({ title, items }) => ({
    title,
    items: items.map((item) => ({ ...item, index: count++ })),
  }));
  return (
    <div id={id} role="listbox" aria-label={label} className="max-h-[60vh] overflow-auto py-1">
      {numbered.map(({ title, items }, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, which fieldset is not
        <div key={title} role="group" aria-labelledby={`${id}-group-${at}`}>
          <p
            id={`${id}-group-${at}`}
            role="presentation"
            className="px-4 pt-2 pb-1 font-semibold text-muted text-sm"
          >
            {title}
          </p>
          {items.map((item) => (
            <Option
              key={item.href}
              id={`${id}-${item.index}`}
              item={item}
              isActive={item.index === active}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
