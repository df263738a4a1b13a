import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";

export type WrittenRule = Readonly<{
  path: string;
  type: string;
  /** Numbers and dates already written. */
  value: string;
  threshold: string;
  metOn: string;
}>;

/** Why: each rule that was met, with what counted and what was needed. */
export function MetRules({ rules }: { rules: readonly WrittenRule[] }) {
  const t = useTranslations("badges");
  return (
    <DataTable
      caption={t("criteria.caption")}
      hideCaption
      rows={rules}
      rowKey={(rule) => rule.path}
      columns={[
        { key: "rule", header: t("criteria.rule"), cell: (rule) => t(`rules.${rule.type}`), wrap: true },
        { key: "value", header: t("criteria.value"), cell: (rule) => rule.value, align: "end" },
        { key: "threshold", header: t("criteria.threshold"), cell: (rule) => rule.threshold, align: "end" },
        { key: "metOn", header: t("criteria.metOn"), cell: (rule) => rule.metOn, align: "end" },
      ]}
    />
  );
}
