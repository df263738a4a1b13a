"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";

/** Where the people come from: the list on the page, or one of one's own. */
export type Way = "pick" | "list";

export function WayChoice({ way, onWay }: { way: Way; onWay: (way: Way) => void }) {
  const t = useTranslations("batches");
  const id = useId();
  const choices = [
    ["pick", t("wayPick")],
    ["list", t("wayList")],
  ] as const;
  return (
    <fieldset className="space-y-2">
      <legend className="font-semibold">{t("way")}</legend>
      {choices.map(([value, label]) => (
        <div key={value} className="flex items-start gap-2.5">
          <input
            type="radio"
            id={`${id}-${value}`}
            name={id}
            checked={way === value}
            onChange={() => onWay(value)}
            className="mt-0.5 size-5 shrink-0 accent-accent"
          />
          <label htmlFor={`${id}-${value}`}>{label}</label>
        </div>
      ))}
    </fieldset>
  );
}
