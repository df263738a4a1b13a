import { useTranslations } from "next-intl";
import { FilterSelect } from "@/components/data-table/filter-bar";

/** Facts that stand, that were voided, or both. */
export function ShownFilter({ value }: { value: string | undefined }) {
  const t = useTranslations("facts");
  return (
    <FilterSelect
      name="shown"
      label={t("shown")}
      value={value}
      all={t("standing")}
      options={[
        { value: "voided", label: t("voidedOnly") },
        { value: "all", label: t("everything") },
      ]}
    />
  );
}
