import { useTranslations } from "next-intl";
import { FilterBar, FilterSelect, FilterText } from "@/components/data-table/filter-bar";
import { memberRoles, memberStatuses, type PersonFilter } from "@/lib/people/schema";

type Props = {
  path: string;
  filter: PersonFilter;
  /** The tiers in use, highest first; none where there is no ladder. */
  tiers: readonly Readonly<{ id: string; name: string }>[];
  active: boolean;
  /** The columns, as the address says them. */
  columns: string | undefined;
};

export function PeopleFilter({ path, filter, tiers, active, columns }: Props) {
  const t = useTranslations("people");
  const roles = useTranslations("shell.roles");
  return (
    <FilterBar path={path} active={active} keep={{ columns }}>
      <FilterText name="q" label={t("search")} value={filter.q} />
      <FilterSelect
        name="role"
        label={t("role")}
        value={filter.role}
        all={t("allRoles")}
        options={memberRoles.map((value) => ({ value, label: roles(value) }))}
      />
      <FilterSelect
        name="status"
        label={t("status")}
        value={filter.status}
        all={t("allStatuses")}
        options={memberStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
      />
      {tiers.length > 0 ? (
        <FilterSelect
          name="tier"
          label={t("tier")}
          value={filter.tier}
          all={t("allTiers")}
          options={tiers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
    </FilterBar>
  );
}
