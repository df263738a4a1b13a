import { getTranslations } from "next-intl/server";
import { LIST_COLUMNS } from "@/lib/views/columns-rules";

/** The columns of the list of certificates with their names. */
export async function certificationColumnNames() {
  const t = await getTranslations("certificateList.columns");
  return LIST_COLUMNS.certifications.map((key) => ({ key, label: t(key) }));
}
