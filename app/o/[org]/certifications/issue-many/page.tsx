import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { chosenPeople } from "@/app/o/[org]/chosen-people";
import { CertificateTabs } from "@/components/certifications/certificate-tabs";
import { IssueManyForm } from "@/components/certifications/issue-many-form";
import type { SearchParams } from "@/components/data-table/table-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { dayOf } from "@/lib/badges/rules";
import { listCertificationTypes } from "@/lib/certifications/type-queries";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { listGroups } from "@/lib/people/group-queries";
import { issueMany, preview } from "../batches/actions";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("issuing"))("new") };
}

export default async function IssueManyPage({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const { ctx, data } = await inPage(org, async (ctx) => {
    authorize(ctx, "certifications:issue");
    const types = await listCertificationTypes(ctx);
    return {
      types: types.filter(({ isActive }) => isActive),
      groups: await listGroups(ctx),
      chosen: await chosenPeople(ctx, query),
    };
  });
  const t = await getTranslations("issuing");
  const words = await getTranslations("certifications");
  const roles = await getTranslations("shell.roles");
  const list = `/o/${org}/certifications`;
  return (
    <>
      <CertificateTabs path={list} />
      <PageHeader title={t("new")} lead={t("newLead")} />
      {data.types.length === 0 ? (
        <EmptyState title={words("issue.noTypes")}>{words("issue.noTypesHelp")}</EmptyState>
      ) : (
        <ClientMessages namespaces={["issuing", "certifications", "batches", "badges", "imports", "people"]}>
          <IssueManyForm
            preview={preview.bind(null, org)}
            issue={issueMany.bind(null, org)}
            path={`${list}/batches`}
            certificates={list}
            types={data.types.map(({ id, name }) => ({ value: id, label: name }))}
            groups={data.groups.map(({ id, name }) => ({ value: id, label: name }))}
            roles={(["peer_mentor", "coordinator", "org_admin"] as const).map((value) => ({
              value,
              label: roles(value),
            }))}
            chosen={data.chosen}
            today={dayOf(new Date(), ctx.organization.timeZone).toString()}
            idempotencyKey={randomUUID()}
          />
        </ClientMessages>
      )}
    </>
  );
}
