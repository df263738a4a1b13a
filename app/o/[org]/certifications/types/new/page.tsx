import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TypeForm } from "@/components/certifications/type-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize, requireModule } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { createType } from "../../actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certifications"))("types.new") };
}

export default async function NewTypePage({ params }: Props) {
  const { org } = await params;
  await inPage(org, async (ctx) => {
    authorize(ctx, "certification_types:write");
    requireModule(ctx, "certifications");
  });
  const t = await getTranslations("certifications");
  const list = `/o/${org}/certifications`;
  const path = `${list}/types`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: list, label: t("list.title") },
          { href: path, label: t("types.title") },
        ]}
      />
      <PageHeader title={t("types.new")} lead={t("types.newLead")} />
      <ClientMessages namespaces={["certifications"]}>
        <TypeForm create={createType.bind(null, org)} path={path} />
      </ClientMessages>
    </>
  );
}
