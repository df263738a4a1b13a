import { getTranslations } from "next-intl/server";
import { LIST_COLUMNS } from "@/lib/views/columns-rules";

/** The columns of the list of referrals with their names. */
export async function referralColumns() {
  const t = await getTranslations("facts");
  const labels = { when: t("when"), person: t("person"), status: t("status") };
  return LIST_COLUMNS.referrals.map((key) => ({ key, label: labels[key] }));
}
