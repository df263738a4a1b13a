import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditFilterBar } from "@/components/audit/audit-filter-bar";
import { AuditTable } from "@/components/audit/audit-table";
import { Pager } from "@/components/data-table/pager";
import { tableLink } from "@/components/data-table/table-link";
import { Late } from "@/components/ui/late";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { type AuditRow, listAudit } from "@/lib/events/audit-queries";
import { changedValues } from "@/lib/events/audit-rules";
import { auditFilter } from "@/lib/events/audit-schema";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

const namesIn = ({ personId, personName }: AuditRow): Record<string, string> =>
  personId && personName ? { [personId]: personName } : {};

export default function AuditPage(props: Props) {
  return <Late fallback={<ListSkeleton filters={4} actions={false} />} part={Audit(props)} />;
}

async function Audit({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = auditFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => listAudit(ctx, filter));
  const t = await getTranslations("audit");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/audit`;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <AuditFilterBar path={path} filter={filter} />
      <AuditTable
        home={`/o/${org}`}
        path={path}
        rows={data.rows.map((row) => ({
          ...row,
          when: f.dateTime(row.occurredAt),
          changes: changedValues(row.before, row.after, namesIn(row)),
        }))}
      />
      <Pager
        previous={filter.after ? tableLink(path, filter, {}) : null}
        next={data.next && tableLink(path, filter, { after: data.next })}
      />
    </>
  );
}
