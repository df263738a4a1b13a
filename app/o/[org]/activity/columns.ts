import { getTranslations } from "next-intl/server";
import { LIST_COLUMNS } from "@/lib/views/columns-rules";

/** The columns of the list of activities with their names. */
export async function activityColumns() {
  const t = await getTranslations("facts");
  const labels = {
    when: t("when"),
    person: t("person"),
    kind: t("kind"),
    minutes: t("minutes"),
    participants: t("participants"),
  };
  return LIST_COLUMNS.activity.map((key) => ({ key, label: labels[key] }));
}
