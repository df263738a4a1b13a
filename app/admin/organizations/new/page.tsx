import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createOrganization } from "@/app/admin/actions";
import { globalAdmin } from "@/app/admin/platform";
import { NewOrganizationForm } from "@/components/admin/new-organization-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin");
  return { title: t("create") };
}

export default async function NewOrganizationPage() {
  await globalAdmin();
  const t = await getTranslations("admin");
  return (
    <>
      <Breadcrumb items={[{ label: t("organizations"), href: "/admin" }]} />
      <PageHeader title={t("create")} lead={t("createLead")} />
      <NewOrganizationForm action={createOrganization} timeZones={Intl.supportedValuesOf("timeZone")} />
    </>
  );
}
