import { useTranslations } from "next-intl";
import { NavTabs } from "@/components/ui/nav-tabs";

/** The parts of the certificates' area; `path` is the address of its list. */
export function CertificateTabs({ path }: { path: string }) {
  const t = useTranslations("certificateList.tabs");
  return (
    <NavTabs
      label={t("label")}
      items={[
        { href: path, label: t("list") },
        { href: `${path}/calendar`, label: t("calendar") },
        { href: `${path}/issue`, label: t("issue") },
        { href: `${path}/issue-many`, label: t("issueMany") },
        { href: `${path}/batches`, label: t("batches") },
        { href: `${path}/types`, label: t("types") },
      ]}
    />
  );
}
