import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { chosenFiles, ListFiles } from "@/app/o/[org]/views/list-files";
import { ListViews } from "@/app/o/[org]/views/list-views";
import { BadgeBar } from "@/components/badges/badge-bar";
import { BadgeFilterBar } from "@/components/badges/badge-filters";
import { BadgeTable } from "@/components/badges/badge-table";
import { BadgeTabs } from "@/components/badges/badge-tabs";
import { FlaggedTable } from "@/components/badges/flagged-table";
import { occurrenceText } from "@/components/badges/occurrence";
import { unmetTexts } from "@/components/badges/unmet-text";
import { Pager } from "@/components/data-table/pager";
import { Selection } from "@/components/data-table/selection";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { Category } from "@/lib/achievements/definition-keys";
import { type BadgeFilters, badgeFilters } from "@/lib/badges/filter-schema";
import { type BadgePage, readBadgeList } from "@/lib/badges/list-queries";
import type { Ctx } from "@/lib/context";
import { MAX_FILE_ROWS } from "@/lib/exports/table-rules";
import { inPage, titled } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { columnsIn, LIST_COLUMNS } from "@/lib/views/columns-rules";
import { listViews } from "@/lib/views/queries";
import { amounts } from "../amounts";
import { keep, revoke } from "./actions";
import { approveSome, rejectSome } from "./approvals/actions";
import { badgeColumns } from "./columns";
import { periodOptions } from "./periods";
import { links } from "./selection-links";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

/** The most badges one can act on together; no more are counted. */
const MOST = MAX_FILE_ROWS.xlsx;

/** Once a request, by what its address asks for, as JSON. */
const read = cache(async (ctx: Ctx, asked: string) => {
  const filters = badgeFilters.parse(JSON.parse(asked));
  const [list, views] = await Promise.all([readBadgeList(ctx, filters, MOST), listViews(ctx, "badges")]);
  return { ...list, filters, views };
});

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const asked = JSON.stringify(await searchParams);
  return titled((await params).org, async (ctx) => {
    // Begun while the frame is still being drawn; the page hears what went wrong.
    read(ctx, asked).catch(() => undefined);
    return (await getTranslations("badges"))("list.title");
  });
}

export default function BadgesPage(props: Props) {
  return <Late fallback={<ListSkeleton tabs filters={6} views />} part={Badges(props)} />;
}

async function Badges({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, JSON.stringify(query)));
  const { filters } = data;
  const t = await getTranslations("badges");
  const flags = await getTranslations("flags");
  const { timeZone } = ctx.organization;
  const f = await formats(timeZone);
  const path = `/o/${org}/badges`;
  const chosen = columnsIn("badges", query.columns);
  const shown = chosen ?? LIST_COLUMNS.badges;
  const written = (occurrence: string) => occurrenceText(t, f.month, occurrence);
  const { flagged, entry, period, sort } = filters;
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
        kept={{ entry, columns: chosen?.join("."), sort }}
      />
      <ListViews
        ctx={ctx}
        list="badges"
        views={data.views}
        path={path}
        query={query}
        columns={await badgeColumns()}
        shown={shown}
      />
      <Rows ctx={ctx} query={query} filters={filters} page={data.badges} total={data.total} shown={shown} />
      <Pager
        previous={data.badges.previous && tableLink(path, query, { before: data.badges.previous })}
        next={data.badges.next && tableLink(path, query, { after: data.badges.next })}
        summary={
          data.total > MOST
            ? t("list.shownOfMany", { shown: data.badges.rows.length, most: MOST })
            : t("list.shownOf", { shown: data.badges.rows.length, total: data.total })
        }
      />
      <ListFiles path={path} query={query} columns={shown} total={data.total} />
    </>
  );
}

type RowsProps = Readonly<{
  ctx: Ctx;
  query: SearchParams;
  filters: BadgeFilters;
  page: BadgePage;
  total: number;
  shown: readonly string[];
}>;

async function Rows({ ctx, query, filters, page, total, shown }: RowsProps) {
  const org = ctx.organization.slug;
  const path = `/o/${org}/badges`;
  const rows = await writtenRows(ctx, page);
  if (filters.flagged) {
    return (
      <ClientMessages namespaces={["flags", "badges"]}>
        <FlaggedTable path={path} rows={rows} keep={keep.bind(null, org)} revoke={revoke.bind(null, org)} />
      </ClientMessages>
    );
  }
  const { q, achievement, status, source, period, entry, ids, sort } = filters;
  const isFiltered = [q, achievement, status, source, period, entry, ids].some(Boolean);
  const files = await chosenFiles({ path, query, columns: shown });
  return (
    <ClientMessages namespaces={["byHand"]} errors={["badges"]}>
      <Selection ids={rows.map(({ id }) => id)}>
        <BadgeTable
          path={path}
          query={query}
          sort={sort ?? "-awarded"}
          rows={rows}
          shown={shown}
          empty={<NoBadges isFiltered={isFiltered} />}
        />
        {rows.length > 0 ? (
          <BadgeBar
            links={[...(await links(ctx, path, query)), ...files]}
            total={total}
            most={MOST}
            waiting={rows.filter(({ standing }) => standing === "pending_approval").map(({ id }) => id)}
            approve={approveSome.bind(null, org)}
            reject={rejectSome.bind(null, org)}
          />
        ) : null}
      </Selection>
    </ClientMessages>
  );
}

async function writtenRows(ctx: Ctx, { rows }: BadgePage) {
  const t = await getTranslations("badges");
  const flags = await getTranslations("flags");
  const f = await formats(ctx.organization.timeZone);
  const amount = await amounts();
  return rows.map(({ awardedAt, occurrence, category, icon, flagReason, ...row }) => ({
    ...row,
    isFlagged: flagReason !== null,
    flagReason: flagReason ?? "",
    missing: unmetTexts({ flags, badges: t, amount }, flagReason ?? ""),
    category: category as Category,
    icon: icon ?? "",
    occurrence: occurrenceText(t, f.month, occurrence),
    awarded: f.shortDate(awardedAt),
  }));
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
