import { getTranslations } from "next-intl/server";
import { FilterChecks, FilterSelect } from "@/components/data-table/filter-bar";
import type { Ctx } from "@/lib/context";
import type { Ceremony } from "@/lib/reports/ceremony-queries";
import type { CeremonyFilter } from "@/lib/reports/filter-schema";
import { kindsIn } from "@/lib/reports/kind-rules";
import { ReportFilters } from "../report-filters";

type Props = Readonly<{ ctx: Ctx; path: string; filter: CeremonyFilter; data: Ceremony }>;

/** What a ceremony is of, when, and for whom. */
export async function CeremonyFilters({ ctx, path, filter, data }: Props) {
  const t = await getTranslations("reports");
  const kinds = kindsIn(ctx);
  return (
    <ReportFilters
      ctx={ctx}
      path={path}
      filter={filter}
      groups={data.groups}
      isNarrowed={Boolean(filter.presented || filter.what || filter.by)}
    >
      <FilterChecks
        name="what"
        label={t("kind")}
        values={filter.what ?? kinds}
        options={kinds.map((kind) => ({ value: kind, label: t(`ceremony.kinds.${kind}`) }))}
      />
      <FilterSelect
        name="presented"
        label={t("ceremony.show")}
        value={filter.presented}
        all={t("ceremony.notYet")}
        options={[{ value: "yes", label: t("ceremony.done") }]}
      />
      <FilterSelect
        name="by"
        label={t("ceremony.order")}
        value={filter.by}
        all={t("ceremony.byName")}
        options={[{ value: "group", label: t("ceremony.byGroup") }]}
      />
    </ReportFilters>
  );
}
