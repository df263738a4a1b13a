import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pause, resume } from "@/app/o/[org]/settings/actions";
import { SettingsHeader } from "@/components/settings/settings-header";
import { StopSwitch } from "@/components/settings/stop-switch";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { getOrganizationSettings } from "@/lib/organizations/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.issuing");
  return { title: t("title") };
}

export default async function IssuingPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, getOrganizationSettings);
  const f = await formats(ctx.organization.timeZone);
  return (
    <>
      <SettingsHeader org={org} tab="issuing" />
      <StopSwitch
        paused={
          data.issuingPausedAt && data.issuingPausedReason
            ? { since: f.dateTime(data.issuingPausedAt), reason: data.issuingPausedReason }
            : null
        }
        pause={pause.bind(null, org)}
        resume={resume.bind(null, org)}
      />
    </>
  );
}
