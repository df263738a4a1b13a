import { useTranslations } from "next-intl";
import { NavTabs } from "@/components/ui/nav-tabs";

/** The reports of an organisation; `path` is the address of the first. */
export function ReportTabs({ path, hasBadges }: { path: string; hasBadges: boolean }) {
  const t = useTranslations("reports.tabs");
  const ofBadges = [
    { href: `${path}/payments`, label: t("payments") },
    { href: `${path}/ceremony`, label: t("ceremony") },
  ];
  return (
    <div className="print:hidden">
      <NavTabs
        label={t("label")}
        items={[{ href: path, label: t("recognition") }, ...(hasBadges ? ofBadges : [])]}
      />
    </div>
  );
}
