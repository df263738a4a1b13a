import { getTranslations } from "next-intl/server";
import { setActive } from "@/app/admin/actions";
import { globalAdmin } from "@/app/admin/platform";
import { OrganizationTable } from "@/components/admin/organization-table";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { formats } from "@/lib/i18n/formats";
import { listOrganizations } from "@/lib/organizations/queries";

export default async function OrganizationsPage() {
  const organizations = await listOrganizations(await globalAdmin());
  const t = await getTranslations("admin");
  const f = await formats();
  return (
    <>
      <PageHeader
        title={t("organizations")}
        lead={t("lead")}
        actions={
          <LinkButton href="/admin/organizations/new" variant="primary" icon={<Icon as="plus" />}>
            {t("create")}
          </LinkButton>
        }
      />
      <OrganizationTable
        rows={organizations.map(({ createdAt, ...row }) => ({ ...row, created: f.shortDate(createdAt) }))}
        setActive={setActive}
      />
    </>
  );
}
