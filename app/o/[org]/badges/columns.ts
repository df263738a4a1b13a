import { getTranslations } from "next-intl/server";
import { LIST_COLUMNS } from "@/lib/views/columns-rules";

/** The columns of the list of badges with their names. */
export async function badgeColumns() {
  const t = await getTranslations("badges");
  const labels = {
    person: t("person"),
    achievement: t("achievement"),
    occurrence: t("occurrence"),
    standing: t("status"),
    source: t("source"),
    awarded: t("awarded"),
  };
  return LIST_COLUMNS.badges.map((key) => ({ key, label: labels[key] }));
}
