import { useTranslations } from "next-intl";
import { FilterBar, FilterSelect, FilterText } from "@/components/data-table/filter-bar";
import type { Option } from "@/components/form/select-field";
import type { BadgeFilters } from "@/lib/badges/filter-schema";
import { badgeSources, badgeStandings } from "@/lib/badges/rules";

type Props = {
  path: string;
  filters: BadgeFilters;
  achievements: readonly Option[];
  periods: readonly Option[];
  /** What else of the address stays as it is. */
  kept: Readonly<Record<string, string | undefined>>;
};

export function BadgeFilterBar({ path, filters, achievements, periods, kept }: Props) {
  const t = useTranslations("badges");
  const flags = useTranslations("flags");
  const { q, achievement, status, source, period, flagged, entry } = filters;
  const active = [q, achievement, status, source, period, flagged, entry].some(Boolean);
  return (
    <FilterBar path={path} active={active} keep={kept}>
      <FilterText name="q" label={t("list.search")} value={q} />
      <FilterSelect
        name="achievement"
        label={t("achievement")}
        all={t("list.allAchievements")}
        value={achievement}
        options={achievements}
      />
      <FilterSelect
        name="status"
        label={t("status")}
        all={t("list.allStatuses")}
        value={status}
        options={badgeStandings.map((value) => ({ value, label: t(`standing.${value}`) }))}
      />
      <FilterSelect
        name="source"
        label={t("source")}
        all={t("list.allSources")}
        value={source}
        options={badgeSources.map((value) => ({ value, label: t(`sources.${value}`) }))}
      />
      <FilterSelect
        name="period"
        label={t("list.period")}
        all={t("list.allPeriods")}
        value={period}
        options={periods}
      />
      <FilterSelect
        name="flagged"
        label={flags("filter")}
        all={flags("all")}
        value={flagged}
        options={[{ value: "yes", label: flags("only") }]}
      />
    </FilterBar>
  );
}
