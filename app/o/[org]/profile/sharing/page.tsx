import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProfileVisibilityForm } from "@/components/badge-page/profile-visibility-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { getOwnSharing } from "@/lib/badge-page/sharing-queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { setProfile } from "../actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("badgePage.own"))("profile") };
}

/** Who sees one's profile. */
export default async function SharingPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, getOwnSharing);
  const t = await getTranslations("badgePage.own");
  return (
    <ClientMessages namespaces={["badgePage"]}>
      <Breadcrumb items={[{ href: `/o/${org}/profile`, label: t("back") }]} />
      <PageHeader title={t("profile")} />
      <Card>
        <ProfileVisibilityForm
          visibility={data.visibility}
          hint={t("profileHelp", { organization: ctx.organization.name })}
          action={setProfile.bind(null, org)}
        />
      </Card>
    </ClientMessages>
  );
}
