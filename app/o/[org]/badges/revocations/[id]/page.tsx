import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { JobCard } from "@/app/o/[org]/jobs/job-card";
import { withJob } from "@/app/o/[org]/jobs/with-job";
import { occurrenceText } from "@/components/badges/occurrence";
import { RevocationRows } from "@/components/badges/revocation-rows";
import { RevocationUndo } from "@/components/badges/revocation-undo";
import { OutcomeList } from "@/components/data-table/outcome-list";
import type { SearchParams } from "@/components/data-table/table-link";
import { JobStatus } from "@/components/jobs/job-status";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { StatusPill } from "@/components/ui/status-pill";
import { getRevocation, type RevocationDetails } from "@/lib/badges/revoke-many-queries";
import { type RevocationRowFilter, revocationId, revocationRowFilter } from "@/lib/badges/revoke-many-schema";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { undo } from "../actions";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };
type Formats = Awaited<ReturnType<typeof formats>>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("badgeRevocations");
  return { title: t("one") };
}

async function read(ctx: Ctx, id: string, filter: RevocationRowFilter) {
  const known = revocationId.safeParse({ id });
  if (!known.success) throw notFound("badgeRevocation");
  return withJob(ctx, () => getRevocation(ctx, known.data.id, filter));
}

export default async function RevocationPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const filter = revocationRowFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, id, filter));
  const { made: revocation, job } = data;
  const t = await getTranslations("badgeRevocations");
  const badges = await getTranslations("badges");
  const batches = await getTranslations("batches");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/badges`;
  const { undone } = revocation;
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: badges("list.title") },
          { href: `${path}/batches`, label: batches("title") },
        ]}
      />
      <PageHeader
        title={t("heading", { count: job.total ?? revocation.rowCount })}
        status={
          undone ? (
            <StatusPill tone="neutral">{t("states.undone")}</StatusPill>
          ) : (
            <JobStatus status={job.status} />
          )
        }
        actions={
          revocation.comingBack > 0 ? (
            <ClientMessages namespaces={["badgeRevocations", "badges"]}>
              <RevocationUndo
                id={revocation.id}
                revoked={revocation.revoked}
                comingBack={revocation.comingBack}
                action={undo.bind(null, org)}
                backTo={`${path}/batches`}
              />
            </ClientMessages>
          ) : null
        }
      />
      <div className="space-y-6">
        {undone ? (
          <Callout>
            <p>
              {t("undoneOn", {
                when: f.dateTime(undone.at),
                by: undone.by ?? badges("somebody"),
                count: undone.count,
                left: revocation.revoked - undone.count,
              })}
            </p>
          </Callout>
        ) : null}
        <JobCard org={org} job={job} timeZone={ctx.organization.timeZone} />
        <Card title={t("facts")}>
          <Facts revocation={revocation} f={f} />
        </Card>
        <Rows org={org} revocation={revocation} filter={filter} f={f} />
      </div>
    </>
  );
}

async function Facts({ revocation, f }: { revocation: RevocationDetails; f: Formats }) {
  const t = await getTranslations("badgeRevocations");
  const badges = await getTranslations("badges");
  const { reason, createdAt, createdBy, origin, revoked, rowCount, undoUntil, comingBack } = revocation;
  const until = undoUntil && t("undoUntil", { until: f.dateTime(undoUntil) });
  const items = [
    { term: badges("reason"), detail: reason },
    { term: t("when"), detail: f.dateTime(createdAt) },
    { term: t("by"), detail: createdBy ?? badges("somebody") },
    { term: t("origin"), detail: t(`origins.${origin}`) },
    { term: t("count"), detail: t("of", { revoked: f.number(revoked), rows: f.number(rowCount) }) },
    { term: t("undo"), detail: until && (comingBack > 0 ? until : t("undoNone")) },
  ];
  return <DescriptionList items={items.filter(({ detail }) => detail)} />;
}

type RowsProps = Readonly<{
  org: string;
  revocation: RevocationDetails;
  filter: RevocationRowFilter;
  f: Formats;
}>;

async function Rows({ org, revocation, filter, f }: RowsProps) {
  const t = await getTranslations("badgeRevocations");
  const badges = await getTranslations("badges");
  const path = `/o/${org}/badges`;
  const own = `${path}/revocations/${revocation.id}`;
  return (
    <OutcomeList
      path={own}
      words={{
        title: t("rows"),
        filter: t("result"),
        all: t("allOutcomes"),
        outcome: (outcome) => t(`outcomes.${outcome}`),
      }}
      number={f.number}
      counts={revocation.counts}
      filter={filter}
      next={revocation.next}
    >
      <RevocationRows
        path={path}
        rows={revocation.rows.map((row) => ({
          ...row,
          occurrence: row.occurrence && occurrenceText(badges, f.month, row.occurrence),
        }))}
      />
    </OutcomeList>
  );
}
