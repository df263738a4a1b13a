import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { CertificateTabs } from "@/components/certifications/certificate-tabs";
import { IssueForm } from "@/components/certifications/issue-form";
import type { SearchParams } from "@/components/data-table/table-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { findAwardee } from "@/lib/badges/awardee-queries";
import { dayOf } from "@/lib/badges/rules";
import { listCertificationTypes } from "@/lib/certifications/type-queries";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { issue } from "../actions";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

/** A link may name the person; what does not fit is left for the form to ask. */
const preset = z.object({ person: z.uuid().optional().catch(undefined) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certifications"))("issue.title") };
}

export default async function IssuePage({ params, searchParams }: Props) {
  const { org } = await params;
  const { person } = preset.parse(await searchParams);
  const { ctx, data } = await inPage(org, async (ctx) => {
    authorize(ctx, "certifications:issue");
    const types = await listCertificationTypes(ctx);
    return {
      types: types.filter(({ isActive }) => isActive),
      person: person ? await findAwardee(ctx, person) : null,
    };
  });
  const t = await getTranslations("certifications");
  const path = `/o/${org}/certifications`;
  const types = data.types.map(({ id, name, validityMonths: months }) => ({
    value: id,
    label: months ? t("issue.typeMonths", { name, months }) : t("issue.typeLifetime", { name }),
  }));
  return (
    <>
      <CertificateTabs path={path} />
      <PageHeader title={t("issue.title")} lead={t("issue.lead")} />
      {types.length === 0 ? (
        <EmptyState title={t("issue.noTypes")}>{t("issue.noTypesHelp")}</EmptyState>
      ) : (
        <ClientMessages namespaces={["certifications", "issuing"]}>
          <IssueForm
            action={issue.bind(null, org)}
            path={path}
            peopleUrl={`/api/internal/${org}/people`}
            types={types}
            person={data.person && { value: data.person.userId, label: data.person.name }}
            today={dayOf(new Date(), ctx.organization.timeZone).toString()}
            idempotencyKey={randomUUID()}
          />
        </ClientMessages>
      )}
    </>
  );
}
