import { getTranslations } from "next-intl/server";
import { authorize, type Ctx } from "@/lib/context";
import { voidPreviewInput } from "@/lib/evaluation/void-preview-schema";
import { previewVoid, type VoidEffect } from "@/lib/evaluation/void-preview-service";
import { internal } from "@/lib/http/internal-route";
import { formats } from "@/lib/i18n/formats";
import { parse } from "@/lib/validation";

const SHOWN = 6;

/** What voiding a fact would change, as finished sentences: `{ lines: […] }`, empty when nothing changes. */
export const GET = internal(async (ctx, query) => {
  authorize(ctx, "facts:write");
  const input = parse(voidPreviewInput, { fact: query.get("fact"), id: query.get("id") });
  return { lines: await written(ctx, await previewVoid(ctx, input)) };
});

async function written(ctx: Ctx, { badges, progress }: VoidEffect): Promise<string[]> {
  const t = await getTranslations("voiding");
  const f = await formats(ctx.organization.timeZone);
  const lines = [
    ...badges.map(({ achievement, effect }) => t(effect, { achievement })),
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
