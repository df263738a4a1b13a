import { useTranslations } from "next-intl";
import { FilterBar, FilterSelect, FilterText } from "@/components/data-table/filter-bar";
import type { SearchParams } from "@/components/data-table/table-link";
import type { Option } from "@/components/form/select-field";
import { Callout } from "@/components/ui/callout";
import { certificationStatuses } from "@/lib/certifications/rules";
import type { CertificationFilters } from "@/lib/certifications/schema";

type Props = {
  path: string;
  /** What the address says, as it was typed. */
  query: SearchParams;
  filters: CertificationFilters;
  types: readonly Option[];
};

export const isFiltered = ({ q, status, type, from, to }: CertificationFilters): boolean =>
  [q, status, type, from, to].some(Boolean);

export function CertificationFilterBar({ path, query, filters, types }: Props) {
  const t = useTranslations("certifications");
  const typed = (name: "from" | "to") => (typeof query[name] === "string" ? query[name] : "");
  const isMisread = (["from", "to"] as const).some((name) => typed(name) !== "" && !filters[name]);
  return (
    <>
      {isMisread ? (
        <div className="mb-4">
          <Callout tone="warning" title={t("list.dateNotUnderstood")}>
            {t("list.dateNotUnderstoodHelp")}
          </Callout>
        </div>
      ) : null}
      <FilterBar path={path} active={isFiltered(filters) || isMisread}>
        <FilterText name="q" label={t("list.search")} value={filters.q} />
        <FilterSelect
          name="status"
          label={t("status")}
          all={t("list.allStatuses")}
          value={filters.status}
          options={certificationStatuses.map((value) => ({ value, label: t(`standing.${value}`) }))}
        />
        <FilterSelect
          name="type"
          label={t("type")}
          all={t("list.allTypes")}
          value={filters.type}
          options={types}
        />
        <FilterText name="from" label={t("list.from")} value={typed("from")} short />
        <FilterText name="to" label={t("list.to")} value={typed("to")} short />
      </FilterBar>
    </>
  );
}
