"use client";
import { useTranslations } from "next-intl";
import { ThemePreview } from "@/components/achievements/theme-preview";
import { Callout } from "@/components/ui/callout";
import type { Category } from "@/lib/achievements/definition-keys";
import { iconWarnings } from "@/lib/achievements/rules";
import { translateMessage } from "@/lib/i18n/translate-message";

/** What the badge looks like, and what is doubtful about it: a warning, never an obstacle (seed 000 valid_badge_icon_url). */
export function IconVerdict({ icon, category }: { icon: string; category: Category }) {
  const t = useTranslations("achievements");
  const words = useTranslations("errors");
  return (
    <div className="space-y-2 pt-2">
      <p className="font-semibold">{t("preview.title")}</p>
      <ThemePreview icon={icon} category={category} />
      <div aria-live="polite">
        {iconWarnings(icon).map(({ message }) => (
          <Callout key={message.key} tone="warning" title={t("form.warnings")}>
            {translateMessage(words, message)}
          </Callout>
        ))}
      </div>
    </div>
  );
}
