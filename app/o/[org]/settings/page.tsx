import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { update } from "@/app/o/[org]/settings/actions";
import { OrganizationForm } from "@/components/settings/organization-form";
import { SettingsHeader } from "@/components/settings/settings-header";
import { inPage } from "@/lib/http/page";
import { getOrganizationSettings } from "@/lib/organizations/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function SettingsPage({ params }: Props) {
  const { org } = await params;
  const { data } = await inPage(org, getOrganizationSettings);
  return (
    <>
      <SettingsHeader org={org} tab="organization" />
      <OrganizationForm
        action={update.bind(null, org)}
        settings={data}
        timeZones={Intl.supportedValuesOf("timeZone")}
      />
    </>
  );
}
