import { useTranslations } from "next-intl";
import { Medallion } from "@/components/medallion/medallion";
import { MEDALLION_THEMES, type MedallionCategory } from "@/components/medallion/palette";

type Look = { icon: string; category: MedallionCategory };

/**
 * One badge, locked and earned, in every theme at once: each part of the page wears its own theme, also where the system
 * chooses the colours of the rest.
 */
export function ThemePreview({ icon, category }: Look) {
  const t = useTranslations("achievements.preview");
  return (
    <div className="flex flex-wrap gap-3">
      {MEDALLION_THEMES.map((theme) => (
        <figure key={theme} className="space-y-1">
          <div
            data-theme={theme}
            className="flex gap-4 rounded-md border border-control bg-surface p-4 forced-color-adjust-none"
          >
            {[true, false].map((locked) => (
              <span key={String(locked)} role="img" aria-label={t(locked ? "locked" : "earned")}>
                <Medallion decorative icon={icon} category={category} locked={locked} size={80} />
              </span>
            ))}
          </div>
          <figcaption className="text-muted text-sm">{t(theme)}</figcaption>
        </figure>
      ))}
    </div>
  );
}
