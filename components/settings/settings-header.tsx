import { useTranslations } from "next-intl";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageHeader } from "@/components/ui/page-header";

type Tab = "organization" | "modules" | "issuing" | "openBadges" | "backpacks" | "apiKeys" | "webhooks";

/** The heading of one part of the settings, and the way to the others. */
export function SettingsHeader({ org, tab }: { org: string; tab: Tab }) {
  const t = useTranslations("settings");
  const path = `/o/${org}/settings`;
  return (
    <>
      <NavTabs
        label={t("title")}
        items={[
          { href: path, label: t("organization.title") },
          { href: `${path}/modules`, label: t("modules.title") },
          { href: `${path}/issuing`, label: t("issuing.title") },
          { href: `${path}/open-badges`, label: t("openBadges.title") },
          { href: `${path}/backpacks`, label: t("backpacks.title") },
          { href: `${path}/api-keys`, label: t("apiKeys.title") },
          { href: `${path}/webhooks`, label: t("webhooks.title") },
        ]}
      />
      <PageHeader title={t(`${tab}.title`)} lead={t(`${tab}.lead`)} />
    </>
  );
}
