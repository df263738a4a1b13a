import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { chosenPeople } from "@/app/o/[org]/chosen-people";
import { BatchForm } from "@/components/badges/batch-form";
import type { SearchParams } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listNominationChoices } from "@/lib/badges/nominee-queries";
import { dayOf } from "@/lib/badges/rules";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { listGroups } from "@/lib/people/group-queries";
import { awardMany, preview } from "../actions";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("batches"))("new") };
}

export default async function NewBatchPage({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const { ctx, data } = await inPage(org, async (ctx) => {
    authorize(ctx, "badges:award");
    return {
      achievements: await listNominationChoices(ctx),
      groups: await listGroups(ctx),
      chosen: await chosenPeople(ctx, query),
    };
  });
  const t = await getTranslations("batches");
  const badges = await getTranslations("badges");
  const roles = await getTranslations("shell.roles");
  const path = `/o/${org}/badges/batches`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: `/o/${org}/badges`, label: badges("list.title") },
          { href: path, label: t("title") },
        ]}
      />
      <PageHeader title={t("new")} lead={t("newLead")} />
      {data.achievements.length === 0 ? (
        <EmptyState title={badges("award.noAchievements")}>{badges("award.noAchievementsHelp")}</EmptyState>
      ) : (
        <ClientMessages namespaces={["batches", "badges", "imports", "people"]}>
          <BatchForm
            preview={preview.bind(null, org)}
            award={awardMany.bind(null, org)}
            path={path}
            achievements={data.achievements.map(({ id, name }) => ({ value: id, label: name }))}
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
