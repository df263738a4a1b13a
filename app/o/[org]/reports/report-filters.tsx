import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FilterBar, FilterSelect } from "@/components/data-table/filter-bar";
import { GroupFilter } from "@/components/people/group-filter";
import type { Ctx } from "@/lib/context";
import type { Frame } from "@/lib/reports/report-sql-queries";
import { periodChoices } from "./choices";

type Props = Readonly<{
  ctx: Ctx;
  path: string;
  filter: Readonly<{ period: string; group?: string | undefined }>;
  groups: Frame["groups"];
  /** Whether what this report alone asks for is chosen. */
  isNarrowed: boolean;
  /** What this report alone asks for. */
  children: ReactNode;
}>;

/** What every report is narrowed down by: a period and a group. */
export async function ReportFilters({ ctx, path, filter, groups, isNarrowed, children }: Props) {
  const t = await getTranslations("reports");
  const { period, group } = filter;
  return (
    <FilterBar path={path} active={isNarrowed || Boolean(group) || period !== "this-year"}>
      <FilterSelect
        name="period"
        label={t("period")}
        value={period}
        options={await periodChoices(ctx, period)}
      />
      <GroupFilter label={t("group")} all={t("allGroups")} value={group} groups={groups} />
      {children}
    </FilterBar>
  );
}
