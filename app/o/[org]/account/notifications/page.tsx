import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { choose, tryAddressAgain } from "@/app/o/[org]/account/notifications/actions";
import { DeviceSection } from "@/app/o/[org]/account/notifications/device-section";
import { ActionButton } from "@/components/form/action-button";
import { PreferencesForm } from "@/components/notifications/preferences-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { getOwnPreferences, type OwnAddress } from "@/lib/notifications/preference-queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("messagePreferences"))("title") };
}

export default async function NotificationPreferencesPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, getOwnPreferences);
  const { groups, address, devices, ...preferences } = data;
  const t = await getTranslations("messagePreferences");
  const account = await getTranslations("account");
  const { name, timeZone } = ctx.organization;
  return (
    <ClientMessages namespaces={["messagePreferences"]}>
      <Breadcrumb items={[{ href: `/o/${org}/account`, label: account("title") }]} />
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="space-y-6">
        <Address org={org} address={address} organization={name} timeZone={timeZone} />
        <DeviceSection org={org} marks={devices} />
        <Card>
          <PreferencesForm groups={groups} preferences={preferences} action={choose.bind(null, org)} />
        </Card>
      </div>
    </ClientMessages>
  );
}

type AddressProps = { org: string; address: OwnAddress; organization: string; timeZone: string };

/** Where mail goes, and whether it arrives. */
async function Address({ org, address: { email, bouncedAt, said }, organization, timeZone }: AddressProps) {
  const t = await getTranslations("messagePreferences");
  if (!email) return <p className="max-w-prose">{t("noAddress", { organization })}</p>;
  if (!bouncedAt) return <p className="max-w-prose">{t("address", { email })}</p>;
  const f = await formats(timeZone);
  return (
    <Callout tone="warning" title={t("bouncedTitle", { email })}>
      <p>{t("bounced", { when: f.dateTime(bouncedAt), said: said ?? "" })}</p>
      <p>{t("bouncedHelp", { organization })}</p>
      <ActionButton
        label={t("tryAgain")}
        action={tryAddressAgain.bind(null, org)}
        input={{}}
        done={t("triedAgain")}
      />
    </Callout>
  );
}
