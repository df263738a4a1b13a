import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, FilterSelect } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { Selection } from "@/components/data-table/selection";
import { tableLink } from "@/components/data-table/table-link";
import { GroupFilter } from "@/components/people/group-filter";
import { periodText } from "@/components/tiers/period-text";
import { PresentMany } from "@/components/tiers/present-controls";
import { StandingsTable } from "@/components/tiers/standings-table";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { type Ctx, may } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { type StandingsFilter, standingsFilter } from "@/lib/tiers/filter-schema";
import { readStandings, type Standings } from "@/lib/tiers/season-queries";
import type { StandingsPage as Page } from "@/lib/tiers/standings-queries";
import { present, unpresent } from "../actions";
import { SeasonFacts } from "./season-facts";
import { writtenStandings } from "./written";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("standings");
  return { title: t("title") };
}

export default async function StandingsPage({ params, searchParams }: Props) {
  const { org } = await params;
  const asked = standingsFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => readStandings(ctx, asked));
  const filter = { ...asked, period: data.season.key };
  const t = await getTranslations("standings");
  const tiers = await getTranslations("tiers");
  const path = `/o/${org}/tiers`;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: tiers("title") }]} />
      <PageHeader
        title={t("heading", { period: periodText(tiers, data.season.key) })}
        lead={t(filter.show === "near" ? "leadNear" : "lead")}
      />
      <SeasonFacts ctx={ctx} standings={data} path={path} />
      <Filters path={`${path}/standings`} filter={filter} data={data} />
      <Rows ctx={ctx} filter={filter} data={data} />
      <Pager
        previous={
          data.page.previous && tableLink(`${path}/standings`, filter, { before: data.page.previous })
        }
        next={data.page.next && tableLink(`${path}/standings`, filter, { after: data.page.next })}
      />
      <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
        <DownloadLink href={tableLink(`${path}/standings/file`, filter, {})}>{t("file")}</DownloadLink>
        {filter.show === "near" || data.page.rows.length === 0 ? null : (
          <DownloadLink href={tableLink(`${path}/standings/cards`, filter, {})}>
            {t("cards.open")}
          </DownloadLink>
        )}
      </p>
    </>
  );
}

type Shown = Readonly<{ filter: StandingsFilter; data: Standings & Readonly<{ page: Page }> }>;

async function Filters({ path, filter, data }: Shown & { path: string }) {
  const t = await getTranslations("standings");
  const tiers = await getTranslations("tiers");
  const { season, periods } = data;
  const known = [...new Set([season.key, ...periods])];
  return (
    <FilterBar path={path} active={Boolean(filter.tier || filter.group || filter.show || filter.presented)}>
      <FilterSelect
        name="period"
        label={t("period")}
        value={season.key}
        options={known.map((key) => ({ value: key, label: periodText(tiers, key) }))}
      />
      <FilterSelect
        name="show"
        label={t("show")}
        value={filter.show}
        all={t("shows.held")}
        options={[{ value: "near", label: t("shows.near") }]}
      />
      <FilterSelect
        name="tier"
        label={t(filter.show === "near" ? "nextTier" : "tier")}
        value={filter.tier}
        all={t("allTiers")}
        options={data.tiers.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <GroupFilter label={t("group")} all={t("allGroups")} value={filter.group} groups={data.groups} />
      {canBePresented(season) ? (
        <FilterSelect
          name="presented"
          label={t("presented")}
          value={filter.presented}
          all={t("presentedAll")}
          options={[
            { value: "no", label: t("presentedNo") },
            { value: "yes", label: t("presentedYes") },
          ]}
        />
      ) : null}
    </FilterBar>
  );
}

/** Handed over is what has been earned for good: when the period is over, or never ends. */
const canBePresented = ({ hasEnded, days }: Standings["season"]) => hasEnded || days === null;

async function Rows({ ctx, filter, data }: Shown & { ctx: Ctx }) {
  const t = await getTranslations("standings");
  const org = ctx.organization.slug;
  const rows = await writtenStandings(ctx, data, data.page.rows);
  const isNear = filter.show === "near";
  const hasCeremony = canBePresented(data.season) && !isNear;
  const ceremony =
    hasCeremony && may(ctx, "tiers:present")
      ? { present: present.bind(null, org), unpresent: unpresent.bind(null, org) }
      : null;
  const table = (
    <StandingsTable
      people={`/o/${org}/people`}
      caption={t(isNear ? "captionNear" : "caption")}
      rows={rows}
      ceremony={ceremony}
      showPresented={hasCeremony}
      empty={<EmptyState title={t(isNear ? "noneNear" : "none")}>{t("noneHelp")}</EmptyState>}
    />
  );
  if (!ceremony || rows.length === 0) return table;
  return (
    <ClientMessages namespaces={["standings", "tiers"]}>
      <Selection ids={rows.flatMap(({ id }) => id ?? [])}>
        <PresentMany {...ceremony} />
        {table}
      </Selection>
    </ClientMessages>
  );
}
