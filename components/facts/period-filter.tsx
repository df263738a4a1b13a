import { useTranslations } from "next-intl";
import { FilterText } from "@/components/data-table/filter-bar";
import type { SearchParams } from "@/components/data-table/table-link";

/** The first and the last day of a list, as they were typed. */
export function PeriodFilter({ query }: { query: SearchParams }) {
  const t = useTranslations("facts");
  return (
    <>
      <FilterText name="from" label={t("from")} value={typed(query.from)} short />
      <FilterText name="to" label={t("to")} value={typed(query.to)} short />
    </>
  );
}

type Read = Readonly<{ from?: string | undefined; to?: string | undefined }>;

/** Says which typed day could not be read; the list takes no notice of it. */
export function UnreadDays({ query, filter }: { query: SearchParams; filter: Read }) {
  const t = useTranslations("facts");
  const unread = (["from", "to"] as const).flatMap((name) => {
    const text = typed(query[name])?.trim();
    return text && !filter[name] ? [text] : [];
  });
  return unread.map((text) => (
    <p key={text} className="mb-4 font-semibold text-danger">
      {t("unreadDay", { text })}
    </p>
  ));
}

const typed = (value: SearchParams[string]) => (typeof value === "string" ? value : undefined);
