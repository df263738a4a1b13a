import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReportTabs } from "@/components/reports/report-tabs";
import { Late } from "@/components/ui/late";
import { PageHeader } from "@/components/ui/page-header";
import { CardsSkeleton } from "@/components/ui/skeleton";
import { authorize } from "@/lib/context";
import { dashboardFilter } from "@/lib/dashboard/period-schema";
import { inPage } from "@/lib/http/page";
import { Figures } from "./figures";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard.charts"))("title") };
}

/** The figures of a period as charts, each with its table. */
export default async function FiguresPage({ params, searchParams }: Props) {
  const { org } = await params;
  const { period: choice } = dashboardFilter.parse(await searchParams);
  const { ctx } = await inPage(org, async (ctx) => authorize(ctx, "reports:read"));
  const t = await getTranslations("dashboard.charts");
  return (
    <>
      <ReportTabs home={`/o/${org}`} hasBadges={ctx.modules.has("achievements_gamification")} />
      <PageHeader title={t("title")} />
      <Late
        fallback={<CardsSkeleton count={6} className="mt-28 grid gap-4 xl:grid-cols-2" card="h-96 w-full" />}
        part={Figures({ ctx, choice })}
      />
    </>
  );
}
