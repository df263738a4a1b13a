import { useTranslations } from "next-intl";
import { FilterBar, FilterSelect, FilterText } from "@/components/data-table/filter-bar";
import { GroupFilter } from "@/components/people/group-filter";
import type { GroupName } from "@/lib/people/group-queries";
import { memberRoles, memberStatuses, type PersonFilter } from "@/lib/people/schema";

type Props = {
  path: string;
  filter: PersonFilter;
  /** The tiers in use, highest first; none where there is no ladder. */
  tiers: readonly Readonly<{ id: string; name: string }>[];
  groups: readonly GroupName[];
  /** What else of the address stays as it is. */
  kept: Readonly<Record<string, string | undefined>>;
};

export function PeopleFilter({ path, filter, tiers, groups, kept }: Props) {
  const t = useTranslations("people");
  const roles = useTranslations("shell.roles");
  const { q, role, status, tier, group, ids } = filter;
  const active = [q, role, status, tier, group, ids].some(Boolean);
  return (
    <FilterBar path={path} active={active} keep={kept}>
      <FilterText name="q" label={t("search")} value={q} />
      <FilterSelect
        name="role"
        label={t("role")}
        value={role}
        all={t("allRoles")}
        options={memberRoles.map((value) => ({ value, label: roles(value) }))}
      />
      <FilterSelect
        name="status"
        label={t("status")}
        value={status}
        all={t("allStatuses")}
        options={memberStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
      />
      {tiers.length > 0 ? (
        <FilterSelect
          name="tier"
          label={t("tier")}
          value={tier}
          all={t("allTiers")}
          options={tiers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <GroupFilter label={t("group")} all={t("allGroups")} value={group} groups={groups} />
    </FilterBar>
  );
}
