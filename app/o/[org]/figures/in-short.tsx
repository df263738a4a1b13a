import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import type { Ctx } from "@/lib/context";
import type { Dashboard } from "@/lib/dashboard/figures-queries";
import { formats } from "@/lib/i18n/formats";
import { writtenCharts } from "./charts";

/** What the charts of this year say, a sentence each, and the way to them. */
export async function FiguresInShort({ ctx, data }: { ctx: Ctx; data: Dashboard }) {
  const t = await getTranslations("dashboard.charts");
  const f = await formats(ctx.organization.timeZone);
  const charts = data.figures ? await writtenCharts(ctx, data, data.figures) : [];
  return (
    <section aria-labelledby="figures" className="space-y-3">
      <h2 id="figures" className="text-xl">
        {t("thisYear")}
      </h2>
      <p className="text-muted">{data.asOf ? t("lead", { when: f.dateTime(data.asOf) }) : t("notYet")}</p>
      <dl className="grid gap-x-6 gap-y-3 rounded-lg border border-line bg-surface p-4 sm:p-5 md:grid-cols-2">
        {charts.map(({ key, title, summary }) => (
          <div key={key}>
            <dt className="font-semibold">{title}</dt>
            <dd>{summary}</dd>
          </div>
        ))}
      </dl>
      <p>
        <LinkButton href={`/o/${ctx.organization.slug}/figures`}>{t("open")}</LinkButton>
      </p>
    </section>
  );
}
