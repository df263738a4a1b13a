import { getTranslations } from "next-intl/server";
import { LIST_COLUMNS } from "@/lib/views/columns-rules";

/** The columns of the list of courses with their names. */
export async function courseColumns() {
  const t = await getTranslations("facts.course");
  const labels = {
    code: t("code"),
    title: t("courseTitle"),
    registrations: t("registrations"),
    completed: t("completed"),
  };
  return LIST_COLUMNS.courses.map((key) => ({ key, label: labels[key] }));
}
