import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pause, resume } from "@/app/admin/actions";
import { globalAdmin } from "@/app/admin/platform";
import { StopSwitch } from "@/components/settings/stop-switch";
import { PageHeader } from "@/components/ui/page-header";
import { formats } from "@/lib/i18n/formats";
import { getInstallation } from "@/lib/organizations/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin");
  return { title: t("issuing") };
}

export default async function InstallationIssuingPage() {
  const { issuingPausedAt, issuingPausedReason } = await getInstallation(await globalAdmin());
  const t = await getTranslations("admin");
  const f = await formats();
  const paused =
    issuingPausedAt && issuingPausedReason
      ? { since: f.dateTime(issuingPausedAt), reason: issuingPausedReason }
      : null;
  return (
    <>
      <PageHeader title={t("issuing")} lead={t("issuingLead")} />
      <StopSwitch paused={paused} pause={pause} resume={resume} />
    </>
  );
}
