import { useTranslations } from "next-intl";
import { NavTabs } from "@/components/ui/nav-tabs";

/** The reports of an organisation; `home` is its own address. */
export function ReportTabs({ home, hasBadges }: { home: string; hasBadges: boolean }) {
  const t = useTranslations("reports.tabs");
  const path = `${home}/reports`;
  return (
    <div className="print:hidden">
      <NavTabs
        label={t("label")}
        items={[
          { href: path, label: t("recognition") },
          ...(hasBadges ? [{ href: `${path}/payments`, label: t("payments") }] : []),
          { href: `${path}/ceremony`, label: t("ceremony") },
          { href: `${home}/figures`, label: t("figures") },
        ]}
      />
    </div>
  );
}
