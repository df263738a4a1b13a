import { getTranslations } from "next-intl/server";
import { LIST_COLUMNS } from "@/lib/views/columns-rules";

/** The columns of the list of people with their names; that of tiers only where there are some. */
export async function peopleColumns(hasTiers: boolean) {
  const t = await getTranslations("people");
  const labels = {
    name: t("displayName"),
    role: t("role"),
    status: t("status"),
    tiers: t("tier"),
    email: t("email"),
    ref: t("externalRef"),
    joined: t("joinedOn"),
  };
  const all = LIST_COLUMNS.people.map((key) => ({ key, label: labels[key] }));
  return hasTiers ? all : all.filter(({ key }) => key !== "tiers");
}
