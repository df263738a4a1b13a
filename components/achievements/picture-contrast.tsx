"use client";
import { useTranslations } from "next-intl";
import { LEAST_CONTRAST, pictureContrast } from "@/components/medallion/contrast";
import { MEDALLION_THEMES } from "@/components/medallion/palette";
import { Callout } from "@/components/ui/callout";

/** How well a picture stands out by itself in each theme; where it does not, the frame around it does. */
export function PictureContrast({ edgeColour }: { edgeColour: string | null }) {
  const t = useTranslations("achievements.icon");
  const themes = useTranslations("achievements.preview");
  if (edgeColour === null) return null;
  const weak = MEDALLION_THEMES.map((theme) => ({
    theme,
    contrast: pictureContrast(theme, edgeColour),
  })).filter(({ contrast }) => contrast < LEAST_CONTRAST);
  return (
    <div aria-live="polite">
      {weak.length === 0 ? (
        <p>{t("strong")}</p>
      ) : (
        <Callout tone="warning" title={t("weak")}>
          <ul className="list-disc pl-5">
            {weak.map(({ theme, contrast }) => (
              <li key={theme}>
                {t("weakOn", { theme: themes(theme), contrast: Math.floor(contrast * 10) / 10 })}
              </li>
            ))}
          </ul>
          <p>{t("framed")}</p>
        </Callout>
      )}
    </div>
  );
}
