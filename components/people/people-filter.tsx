import { useTranslations } from "next-intl";
import { FilterBar, FilterSelect, FilterText } from "@/components/data-table/filter-bar";
import { memberRoles, memberStatuses, type PersonFilter } from "@/lib/people/schema";

type Props = { path: string; filter: PersonFilter; active: boolean };

export function PeopleFilter({ path, filter, active }: Props) {
  const t = useTranslations("people");
  const roles = useTranslations("shell.roles");
  return (
    <FilterBar path={path} active={active}>
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
    </FilterBar>
  );
}
