import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CertificateTabs } from "@/components/certifications/certificate-tabs";
import { TypeTable } from "@/components/certifications/type-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listCertificationTypes } from "@/lib/certifications/type-queries";
import { may } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { activateType, deactivateType } from "../actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certifications"))("types.title") };
}

export default async function CertificationTypesPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, (ctx) => listCertificationTypes(ctx));
  const t = await getTranslations("certifications");
  const f = await formats(ctx.organization.timeZone);
  const list = `/o/${org}/certifications`;
  const path = `${list}/types`;
  const canWrite = may(ctx, "certification_types:write");
  const actions = { activate: activateType.bind(null, org), deactivate: deactivateType.bind(null, org) };
  return (
    <>
      <CertificateTabs path={list} />
      <PageHeader
        title={t("types.title")}
        lead={t("types.lead")}
        actions={
          canWrite ? (
            <LinkButton href={`${path}/new`} variant="primary">
              {t("types.new")}
            </LinkButton>
          ) : null
        }
      />
      <ClientMessages namespaces={["certifications", "certificatePdf"]}>
        <TypeTable
          path={path}
          rows={data.map((type) => ({ ...type, issued: f.number(type.issued) }))}
          actions={canWrite ? actions : null}
          empty={
            <EmptyState title={t("types.none")}>
              {t(canWrite ? "types.noneHelp" : "types.noneRead")}
            </EmptyState>
          }
        />
      </ClientMessages>
    </>
  );
}
