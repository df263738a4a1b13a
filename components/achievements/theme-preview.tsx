import { useTranslations } from "next-intl";
import {
  MEDALLION_THEMES,
  type MedallionCategory,
  type MedallionTheme,
  PALETTES,
} from "@/components/medallion/palette";
import { isIconUrl, shapePath, symbolPath } from "@/components/medallion/symbols";

type Look = { icon: string; category: MedallionCategory };

/** One badge, locked and unlocked, in every theme at once: with the colours themselves, since a page has one theme. */
export function ThemePreview({ icon, category }: Look) {
  const t = useTranslations("achievements.preview");
  return (
    <div className="flex flex-wrap gap-3">
      {MEDALLION_THEMES.map((theme) => (
        <figure key={theme} className="space-y-1">
          <div className="flex overflow-hidden rounded-md border border-control">
            {[true, false].map((locked) => (
              <Swatch
                key={String(locked)}
                theme={theme}
                icon={icon}
                category={category}
                locked={locked}
                name={t(locked ? "locked" : "earned")}
              />
            ))}
          </div>
          <figcaption className="text-muted text-sm">{t(theme)}</figcaption>
        </figure>
      ))}
    </div>
  );
}

type SwatchProps = Look & { theme: MedallionTheme; locked: boolean; name: string };

function Swatch({ theme, icon, category, locked, name }: SwatchProps) {
  const { backgrounds, metal, symbol } = PALETTES[theme];
  const colour = metal[category];
  const drawing = symbolPath(icon);
  const shape = shapePath(category);
  const line = locked ? colour : symbol;
  return (
    <svg
      role="img"
      aria-label={name}
      width="88"
      height="88"
      viewBox="-8 -8 88 88"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      <rect x="-8" y="-8" width="88" height="88" fill={backgrounds[0]} />
      {isIconUrl(icon) ? (
        <image href={icon} x="4" y="4" width="64" height="64" opacity={locked ? 0.5 : 1} />
      ) : (
        <>
          <path d={shape} fill={locked ? "none" : colour} stroke={colour} strokeWidth={2} />
          {drawing ? (
            <path
              d={drawing}
              fill="none"
              stroke={line}
              strokeWidth={2}
              transform="translate(36 36) scale(1.15) translate(-12 -12)"
            />
          ) : (
            <circle cx="36" cy="36" r="4" fill={line} />
          )}
        </>
      )}
    </svg>
  );
}
