import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NameCard } from "@/components/tiers/name-card";
import { periodText } from "@/components/tiers/period-text";
import { PrintButton } from "@/components/tiers/print-button";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { standingsFilter } from "@/lib/tiers/filter-schema";
import { readWholeStandings } from "@/lib/tiers/season-queries";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** More than this a browser does not print in one go; the filters of the standings make parts. */
const MOST_CARDS = 500;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("standings"))("cards.title") };
}

/** A card for each person to lie with what is handed over; the browser's own print makes paper or a PDF of them. */
export default async function CardsPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = { ...standingsFilter.parse(await searchParams), show: undefined };
  const { ctx, data } = await inPage(org, (ctx) => readWholeStandings(ctx, filter));
  const t = await getTranslations("standings");
  const tiers = await getTranslations("tiers");
  const path = `/o/${org}/tiers`;
  const byId = new Map(data.tiers.map((tier) => [tier.id, tier]));
  const cards = data.rows.slice(0, MOST_CARDS).flatMap(({ userId, name, held }) => {
    const tier = held && byId.get(held.tierId);
    return tier ? [{ userId, name, tier }] : [];
  });
  const period = periodText(tiers, data.season.key);
  return (
    <>
      <div className="print:hidden">
        <Breadcrumb
          items={[
            { href: path, label: tiers("title") },
            { href: `${path}/standings?period=${data.season.key}`, label: t("heading", { period }) },
          ]}
        />
        <PageHeader
          title={t("cards.title")}
          lead={t("cards.lead", { cards: cards.length, of: data.rows.length })}
          actions={cards.length > 0 ? <PrintButton label={t("cards.print")} /> : null}
        />
      </div>
      {cards.length > 0 ? (
        <ul className="grid gap-4 sm:grid-cols-2 print:block">
          {cards.map(({ userId, name, tier }) => (
            <NameCard
              key={userId}
              name={name}
              tier={tier}
              period={tiers("banner.period", { period })}
              organization={ctx.organization.name}
            />
          ))}
        </ul>
      ) : (
        <EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>
      )}
    </>
  );
}
