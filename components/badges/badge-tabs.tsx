import { useTranslations } from "next-intl";
import { NavTabs } from "@/components/ui/nav-tabs";

/** The parts of the badges' area; `path` is the address of its list. */
export function BadgeTabs({ path }: { path: string }) {
  const t = useTranslations("byHand.tabs");
  return (
    <NavTabs
      label={t("label")}
      items={[
        { href: path, label: t("list") },
        { href: `${path}/approvals`, label: t("approvals") },
        { href: `${path}/sign-offs`, label: t("signOffs") },
        { href: `${path}/batches`, label: t("batches") },
      ]}
    />
  );
}
