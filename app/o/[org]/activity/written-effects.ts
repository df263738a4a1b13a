import { getTranslations } from "next-intl/server";
import type { Effect } from "@/lib/evaluation/void-preview-service";
import { formats } from "@/lib/i18n/formats";

const SHOWN = 6;

/** What a change of the facts does to somebody's badges and progress, as finished sentences; none when it does nothing. */
export async function writtenEffect({ badges, reached, progress }: Effect): Promise<string[]> {
  const t = await getTranslations("voiding");
  const f = await formats();
  const lines = [
    ...badges.map(({ achievement, effect }) => t(effect, { achievement })),
    ...reached.map((achievement) => t("reached", { achievement })),
    ...progress.map(({ achievement, before, after, need }) =>
      t("progress", {
        achievement,
        before: f.number(before, 1),
        after: f.number(after, 1),
        need: f.number(need, 1),
      }),
    ),
  ];
  const more = lines.length - SHOWN;
  return more > 0 ? [...lines.slice(0, SHOWN), t("more", { count: more })] : lines;
}
