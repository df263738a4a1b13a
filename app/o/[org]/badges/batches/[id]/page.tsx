import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { BatchRowTable } from "@/components/badges/batch-row-table";
import { BatchUndoButton } from "@/components/badges/batch-undo-button";
import { OutcomeList } from "@/components/data-table/outcome-list";
import type { SearchParams } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { StatusPill } from "@/components/ui/status-pill";
import { type BatchDetails, getBatch } from "@/lib/badges/batch-queries";
import { type BatchRowFilter, batchId, batchRowFilter } from "@/lib/badges/batch-schema";
import type { BadgeStatus } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { undo } from "../actions";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };

/** Just given: the page begins with what was done and how it is taken back. */
const address = z.object({ given: z.literal("1").optional().catch(undefined) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("batches"))("one") };
}

async function read(ctx: Ctx, id: string, filter: BatchRowFilter) {
  const known = batchId.safeParse({ id });
  if (!known.success) throw notFound("awardBatch");
  return getBatch(ctx, known.data.id, filter);
}

export default async function BatchPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const query = await searchParams;
  const filter = batchRowFilter.parse(query);
  const { ctx, data: batch } = await inPage(org, (ctx) => read(ctx, id, filter));
  const t = await getTranslations("batches");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/badges`;
  const own = `${path}/batches/${batch.id}`;
  const isNew = address.parse(query).given === "1" && batch.undoUntil !== null;
  const undoButton = batch.undoUntil ? (
    <ClientMessages namespaces={["batches", "badges"]}>
      <BatchUndoButton
        id={batch.id}
        achievement={batch.achievement}
        awarded={batch.awarded}
        action={undo.bind(null, org)}
        path={own}
      />
    </ClientMessages>
  ) : null;
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: badges("list.title") },
          { href: `${path}/batches`, label: t("title") },
        ]}
      />
      <PageHeader
        title={t("heading", { achievement: batch.achievement, count: batch.awarded })}
        status={
          <StatusPill tone={batch.undone ? "neutral" : "success"}>
            {t(batch.undone ? "undone" : "stands")}
          </StatusPill>
        }
        actions={isNew ? null : undoButton}
      />
      <div className="space-y-6">
        {isNew && batch.undoUntil ? (
          <Callout tone="success" role="status">
            <p>{t("given", { count: batch.awarded, until: f.dateTime(batch.undoUntil) })}</p>
            {undoButton}
          </Callout>
        ) : null}
        {batch.undone ? (
          <Callout>
            <p>
              {t("undoneOn", {
                when: f.dateTime(batch.undone.at),
                by: batch.undone.by ?? badges("somebody"),
                count: batch.undone.count,
              })}
            </p>
          </Callout>
        ) : null}
        <Card title={t("facts")}>
          <BatchFacts batch={batch} f={f} />
        </Card>
        <OutcomeList
          path={own}
          words={{
            title: t("rows"),
            filter: t("result"),
            all: t("allOutcomes"),
            outcome: (outcome) => (outcome === "awarded" ? t("got") : t(`outcomes.${outcome}`)),
          }}
          number={f.number}
          counts={batch.counts}
          filter={filter}
          next={batch.next}
        >
          <BatchRowTable
            badges={path}
            people={`/o/${org}/people`}
            rows={batch.rows.map(({ metOn, status, ...row }) => ({
              ...row,
              status: status as BadgeStatus | null,
              day: metOn && f.shortDate(metOn),
            }))}
          />
        </OutcomeList>
      </div>
    </>
  );
}

type FactsProps = { batch: BatchDetails; f: Awaited<ReturnType<typeof formats>> };

async function BatchFacts({ batch, f }: FactsProps) {
  const t = await getTranslations("batches");
  const badges = await getTranslations("badges");
  const items = [
    { term: badges("achievement"), detail: batch.achievement },
    { term: badges("reason"), detail: batch.reason },
    { term: t("date"), detail: f.date(batch.metOn) },
    { term: t("when"), detail: f.dateTime(batch.createdAt) },
    { term: t("by"), detail: batch.createdBy ?? badges("somebody") },
    { term: t("origin"), detail: t(`origins.${batch.origin}`) },
    {
      term: t("awardedCount"),
      detail: t("of", { awarded: f.number(batch.awarded), rows: f.number(batch.rowCount) }),
    },
    { term: t("message"), detail: t(batch.notify ? "withMessage" : "noMessage") },
    {
      term: t("undo"),
      detail: batch.undoUntil && t("undoUntil", { until: f.dateTime(batch.undoUntil) }),
    },
  ];
  return <DescriptionList items={items.filter(({ detail }) => detail)} />;
}
