import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BadgeTabs } from "@/components/badges/badge-tabs";
import { BatchTable } from "@/components/badges/batch-table";
import { RevocationTable } from "@/components/badges/revocation-table";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listBatches } from "@/lib/badges/batch-queries";
import { listRevocations, type RevocationSummary } from "@/lib/badges/revoke-many-queries";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { isAtWork } from "@/lib/jobs/run-rules";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("batches"))("title") };
}

async function read(ctx: Ctx) {
  const [batches, revocations] = await Promise.all([listBatches(ctx), listRevocations(ctx)]);
  return { batches, revocations };
}

export default async function BatchesPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, read);
  const t = await getTranslations("batches");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/badges`;
  const add = (
    <LinkButton href={`${path}/batches/new`} variant="primary">
      {t("new")}
    </LinkButton>
  );
  return (
    <>
      <BadgeTabs path={path} />
      <PageHeader title={t("title")} lead={t("lead")} actions={add} />
      <BatchTable
        path={`${path}/batches`}
        rows={data.batches.map(
          ({ id, achievement, reason, awarded, rowCount, createdAt, createdBy, undone }) => ({
            id,
            achievement,
            reason,
            awarded: t("of", { awarded: f.number(awarded), rows: f.number(rowCount) }),
            when: f.dateTime(createdAt),
            by: createdBy ?? badges("somebody"),
            isUndone: undone !== null,
          }),
        )}
      />
      <Revocations ctx={ctx} path={`${path}/revocations`} revocations={data.revocations} />
    </>
  );
}

type RevocationsProps = Readonly<{ ctx: Ctx; path: string; revocations: readonly RevocationSummary[] }>;

/** What was taken from many, beside what was given to many; nothing where that never happened. */
async function Revocations({ ctx, path, revocations }: RevocationsProps) {
  if (revocations.length === 0) return null;
  const t = await getTranslations("badgeRevocations");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const stateOf = ({ undone, runStatus }: RevocationSummary) =>
    undone ? "undone" : isAtWork(runStatus) ? "atWork" : "stands";
  return (
    <section className="mt-8 space-y-3">
      <h2 className="text-xl">{t("title")}</h2>
      <RevocationTable
        path={path}
        rows={revocations.map((one) => ({
          id: one.id,
          what: t("of", { revoked: f.number(one.revoked), rows: f.number(one.rowCount) }),
          reason: one.reason,
          state: stateOf(one),
          when: f.dateTime(one.createdAt),
          by: one.createdBy ?? badges("somebody"),
        }))}
      />
    </section>
  );
}
