import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { ApprovalBar } from "@/components/badges/approval-bar";
import { ApprovalTable } from "@/components/badges/approval-table";
import { BadgeTabs } from "@/components/badges/badge-tabs";
import { occurrenceText } from "@/components/badges/occurrence";
import { Pager } from "@/components/data-table/pager";
import { Selection } from "@/components/data-table/selection";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Category } from "@/lib/achievements/definition-keys";
import { listWaiting } from "@/lib/badges/approval-queries";
import { MOST_AT_ONCE } from "@/lib/badges/schema";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { approveAll, approveSome, rejectAll, rejectSome } from "./actions";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

const address = z.object({ after: z.string().max(100).optional().catch(undefined) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("byHand"))("approvals.title") };
}

export default async function ApprovalsPage({ params, searchParams }: Props) {
  const { org } = await params;
  const { after } = address.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => listWaiting(ctx, after));
  const t = await getTranslations("byHand");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/badges`;
  const rows = data.rows.map(({ waitingSince, category, icon, occurrence, ...row }) => ({
    ...row,
    category: category as Category,
    icon: icon ?? "",
    occurrence: occurrenceText(badges, f.month, occurrence),
    since: f.shortDate(waitingSince),
  }));
  const open = rows.filter(({ leftToOthers }) => leftToOthers === null);
  return (
    <>
      <BadgeTabs path={path} />
      <PageHeader
        title={t("approvals.title")}
        lead={t("approvals.lead")}
        actions={<LinkButton href={`/o/${org}/nominate`}>{t("nominate.short")}</LinkButton>}
      />
      <ClientMessages namespaces={["byHand", "badges"]}>
        <Selection ids={open.map(({ id }) => id)}>
          <div className="space-y-3">
            <ApprovalTable path={path} rows={rows} />
            <Pager
              previous={after ? `${path}/approvals` : null}
              next={data.next && tableLink(`${path}/approvals`, {}, { after: data.next })}
              {...(data.total > rows.length ? { summary: t("approvals.total", { count: data.total }) } : {})}
            />
            <ApprovalBar
              all={data.open}
              total={data.total}
              most={MOST_AT_ONCE}
              approve={approveSome.bind(null, org)}
              reject={rejectSome.bind(null, org)}
              approveAll={approveAll.bind(null, org)}
              rejectAll={rejectAll.bind(null, org)}
            />
          </div>
        </Selection>
      </ClientMessages>
    </>
  );
}
