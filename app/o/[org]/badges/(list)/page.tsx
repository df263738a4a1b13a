import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListViews } from "@/app/o/[org]/views/list-views";
import { BadgeFilterBar } from "@/components/badges/badge-filters";
import { BadgeTable } from "@/components/badges/badge-table";
import { BadgeTabs } from "@/components/badges/badge-tabs";
import { FlaggedTable } from "@/components/badges/flagged-table";
import { occurrenceText } from "@/components/badges/occurrence";
import { unmetTexts } from "@/components/badges/unmet-text";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Category } from "@/lib/achievements/definition-keys";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { listBadges } from "@/lib/badges/list-queries";
import { listAchievementChoices } from "@/lib/badges/queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { columnsIn, LIST_COLUMNS } from "@/lib/views/columns-rules";
import { amounts } from "../../amounts";
import { keep, revoke } from "../actions";
import { periodOptions } from "../periods";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("badges"))("list.title") };
}

async function badgeColumns() {
  const t = await getTranslations("badges");
  const headers = {
    person: t("person"),
    achievement: t("achievement"),
    occurrence: t("occurrence"),
    standing: t("status"),
    source: t("source"),
    awarded: t("awarded"),
  };
  return LIST_COLUMNS.badges.map((key) => ({ key, label: headers[key] }));
}

export default async function BadgesPage({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const filters = badgeFilters.parse(query);
  const { ctx, data } = await inPage(org, async (ctx) => {
    const [badges, achievements] = await Promise.all([listBadges(ctx, filters), listAchievementChoices(ctx)]);
    return { badges, achievements };
  });
  const t = await getTranslations("badges");
  const { timeZone } = ctx.organization;
  const f = await formats(timeZone);
  const path = `/o/${org}/badges`;
  const chosen = columnsIn("badges", query.columns);
  const shown = chosen ?? LIST_COLUMNS.badges;
  const written = (occurrence: string) => occurrenceText(t, f.month, occurrence);
  const { q, achievement, status, source, period, flagged, entry } = filters;
  const isFiltered = [q, achievement, status, source, period, entry].some(Boolean);
  const flags = await getTranslations("flags");
  const amount = await amounts();
  const rows = data.badges.rows.map(({ awardedAt, occurrence, category, icon, flagReason, ...row }) => ({
    ...row,
    isFlagged: flagReason !== null,
    flagReason: flagReason ?? "",
    missing: unmetTexts({ flags, badges: t, amount }, flagReason ?? ""),
    category: category as Category,
    icon: icon ?? "",
    occurrence: written(occurrence),
    awarded: f.shortDate(awardedAt),
  }));
  return (
    <>
      <BadgeTabs path={path} />
      <PageHeader
        title={t("list.title")}
        lead={flagged ? flags("lead") : t(entry ? "list.ofEntry" : "list.lead")}
        actions={<AwardLinks org={org} />}
      />
      <BadgeFilterBar
        path={path}
        filters={filters}
        achievements={data.achievements.map(({ id, name }) => ({ value: id, label: name }))}
        periods={periodOptions(new Date(), timeZone, written, period)}
        columns={chosen?.join(".")}
      />
      <ListViews
        ctx={ctx}
        list="badges"
        path={path}
        query={query}
        columns={await badgeColumns()}
        shown={shown}
      />
      {flagged ? (
        <ClientMessages namespaces={["flags", "badges"]}>
          <FlaggedTable path={path} rows={rows} keep={keep.bind(null, org)} revoke={revoke.bind(null, org)} />
        </ClientMessages>
      ) : (
        <BadgeTable path={path} rows={rows} shown={shown} empty={<NoBadges isFiltered={isFiltered} />} />
      )}
      <Pager
        previous={data.badges.previous && tableLink(path, query, { before: data.badges.previous })}
        next={data.badges.next && tableLink(path, query, { after: data.badges.next })}
      />
    </>
  );
}

async function AwardLinks({ org }: { org: string }) {
  const t = await getTranslations("badges");
  const byHand = await getTranslations("byHand.nominate");
  return (
    <>
      <LinkButton href={`/o/${org}/badges/award`} variant="primary">
        {t("award.title")}
      </LinkButton>
      <LinkButton href={`/o/${org}/nominate`}>{byHand("short")}</LinkButton>
    </>
  );
}

async function NoBadges({ isFiltered }: { isFiltered: boolean }) {
  const t = await getTranslations("badges.list");
  const key = isFiltered ? "noneFound" : "none";
  return <EmptyState title={t(key)}>{t(`${key}Help`)}</EmptyState>;
}
