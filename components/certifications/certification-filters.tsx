import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { FilterBar, FilterSelect, FilterText } from "@/components/data-table/filter-bar";
import type { SearchParams } from "@/components/data-table/table-link";
import type { Option } from "@/components/form/select-field";
import { GroupFilter } from "@/components/people/group-filter";
import { Callout } from "@/components/ui/callout";
import { type CertificationFilters, standingFilters } from "@/lib/certifications/list-schema";

type Props = {
  path: string;
  /** What the address says, as it was typed. */
  query: SearchParams;
  filters: CertificationFilters;
  /** The columns that are shown, as the address says them. */
  columns: string | undefined;
  types: readonly Option[];
  groups: ComponentProps<typeof GroupFilter>["groups"];
};

export const isFiltered = ({ q, status, type, group, from, to, within }: CertificationFilters): boolean =>
  [q, status, type, group, from, to, within].some(Boolean);

export function CertificationFilterBar({ path, query, filters, columns, types, groups }: Props) {
  const t = useTranslations("certificateList");
  const words = useTranslations("certifications");
  const typed = (name: "from" | "to") => (typeof query[name] === "string" ? query[name] : "");
  const isMisread = (["from", "to"] as const).some((name) => typed(name) !== "" && !filters[name]);
  const statuses = standingFilters.map((value) => ({
    value,
    label:
      value === "valid" || value === "not_ended_early" ? t(`several.${value}`) : words(`standing.${value}`),
  }));
  return (
    <>
      {isMisread ? (
        <div className="mb-4">
          <Callout tone="warning" title={t("dateNotUnderstood")}>
            {t("dateNotUnderstoodHelp")}
          </Callout>
        </div>
      ) : null}
      <FilterBar
        path={path}
        active={isFiltered(filters) || isMisread}
        keep={{ sort: filters.sort, within: filters.within, columns }}
      >
        <FilterText name="q" label={t("search")} value={filters.q} />
        <FilterSelect
          name="status"
          label={words("status")}
          all={t("allStatuses")}
          value={filters.status}
          options={statuses}
        />
        <FilterSelect
          name="type"
          label={words("type")}
          all={t("allTypes")}
          value={filters.type}
          options={types}
        />
        <GroupFilter label={t("group")} all={t("allGroups")} value={filters.group} groups={groups} />
        <FilterText name="from" label={t("from")} value={typed("from")} short />
        <FilterText name="to" label={t("to")} value={typed("to")} short />
      </FilterBar>
    </>
  );
}
