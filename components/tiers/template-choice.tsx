"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { TierMark } from "@/components/tiers/tier-mark";
import type { Result } from "@/lib/result";

type Template = "medals" | "service_years";
type Props = Readonly<{
  begin: (input: { template: Template }) => Promise<Result<{ created: number }>>;
}>;

const MARKS = {
  medals: { icon: "medal", colours: ["bronze", "silver", "gold"] },
  service_years: { icon: "laurel", colours: ["silver", "gold"] },
} as const;

/** Two ladders to begin with, each by one press; everything in them can be changed afterwards. */
export function TemplateChoice({ begin }: Props) {
  const t = useTranslations("tiers.template");
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {(["medals", "service_years"] as const).map((template) => (
        <li key={template} className="space-y-3 rounded-lg border border-line bg-surface p-4">
          <p className="flex gap-1">
            {MARKS[template].colours.map((colour) => (
              <TierMark key={colour} iconKey={MARKS[template].icon} colorToken={colour} size={40} />
            ))}
          </p>
          <h2 className="text-lg">{t(`${template}.title`)}</h2>
          <p className="text-muted">{t(`${template}.help`)}</p>
          <ActionButton
            label={t("use")}
            accessibleLabel={t("useThis", { template: t(`${template}.title`) })}
            action={begin}
            input={{ template }}
            done={t("done")}
          />
        </li>
      ))}
    </ul>
  );
}
