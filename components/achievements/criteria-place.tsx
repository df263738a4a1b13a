"use client";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useId, useRef } from "react";
import { useWatch } from "react-hook-form";
import { fieldId, useFormState } from "@/components/form/form-context";
import { inputStyle } from "@/components/form/input-style";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import type { RuleDraft } from "@/lib/criteria/draft-rules";
import { type Destination, destinationsOf, moveRule, type RulePlace } from "@/lib/criteria/place-rules";

const ALL = "criteria.rules";

const numbered = (place: RulePlace) => place.map((at) => at + 1).join(".");
const pathOf = ([at, inner]: RulePlace) => `${ALL}.${at}${inner === undefined ? "" : `.rules.${inner}`}`;

/** Where a rule stands, by its path in the form. */
function placeAt(path: string): RulePlace {
  const [, at, inner] = /^criteria\.rules\.(\d+)(?:\.rules\.(\d+))?$/.exec(path) ?? [];
  return inner === undefined ? [Number(at)] : [Number(at), Number(inner)];
}

type Move = (from: RulePlace, to: Destination) => void;
const Places = createContext<Move | null>(null);

/** Around all rules: what is moved leaves its list, and the focus waits here for it to appear in another. */
export function RulePlaces({
  focusNext,
  children,
}: {
  focusNext: (id: string) => void;
  children: ReactNode;
}) {
  const t = useTranslations("builder.move");
  const types = useTranslations("builder.types");
  const { form, id } = useFormState();
  const move: Move = (from, to) => {
    const { rules, place } = moveRule((form.getValues(ALL) ?? []) as RuleDraft[], from, to);
    form.setValue(ALL, rules, { shouldDirty: true });
    const [at, inner] = place;
    const type = (inner === undefined ? rules[at] : rules[at]?.rules[inner])?.type ?? "group";
    focusNext(fieldId(id, `${pathOf(place)}.type`));
    announce(t("done", { type: types(type), place: numbered(place) }), "spoken");
  };
  return <Places value={move}>{children}</Places>;
}

/** Moves a rule into a group, out of it or into another; nothing happens before the button is pressed. */
export function MoveRule({ at }: { at: string }) {
  const t = useTranslations("builder.move");
  const rules = useTranslations("builder.rules");
  const move = useContext(Places);
  const all = (useWatch({ name: ALL }) ?? []) as RuleDraft[];
  const chosen = useRef<HTMLSelectElement>(null);
  const id = useId();
  const place = placeAt(at);
  const destinations = destinationsOf(all, place);
  if (move === null || destinations.length === 0) return null;
  const rule = rules("rule", { place: numbered(place) }).toLocaleLowerCase("nb");
  const label = (to: Destination) =>
    to === "alone" || to === "newGroup" ? t(to) : t("group", { place: Number(to.replace("group.", "")) + 1 });
  return (
    <details className="rounded-md border border-line bg-surface">
      <summary className="cursor-pointer px-3 py-2 font-semibold">{t("title")}</summary>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2 border-line border-t p-3 sm:p-4">
        <div className="min-w-0 space-y-1">
          <label htmlFor={id} className="block font-semibold">
            {t("to")}
          </label>
          <select ref={chosen} id={id} className={inputStyle("medium", false)}>
            {destinations.map((to) => (
              <option key={to} value={to}>
                {label(to)}
              </option>
            ))}
          </select>
        </div>
        <Button
          aria-label={t("moveRule", { rule })}
          onClick={() => move(place, (chosen.current?.value ?? destinations[0]) as Destination)}
        >
          {t("move")}
        </Button>
      </div>
    </details>
  );
}
