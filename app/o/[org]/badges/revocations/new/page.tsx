import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import { RevocationPreview } from "@/components/badges/revocation-preview";
import { RevokeManyForm } from "@/components/badges/revoke-many-form";
import type { SearchParams } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { PlannedRevocation } from "@/lib/badges/revoke-many-plan-queries";
import { revokeManyFilter } from "@/lib/badges/revoke-many-schema";
import { previewRevokeMany } from "@/lib/badges/revoke-many-service";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { revokeMany } from "../actions";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

/** Rows of a preview that are shown; the counts are of all. */
const SHOWN = 200;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("badgeRevocations"))("new") };
}

export default async function RevokeManyPage({ params, searchParams }: Props) {
  const { org } = await params;
  const { ids, all, ...matching } = revokeManyFilter.parse(await searchParams);
  // Nothing said is nothing chosen, and not everything.
  const choice = ids || all !== "yes" ? { ids: ids ?? [] } : { matching };
  const { ctx, data: plan } = await inPage(org, (ctx) => previewRevokeMany(ctx, choice));
  const t = await getTranslations("badgeRevocations");
  const badges = await getTranslations("badges");
  const path = `/o/${org}/badges`;
  const waiting = plan.badges.filter(({ outcome }) => outcome === "waiting");
  const left = plan.badges.filter(({ outcome }) => outcome !== "waiting");
  const published = waiting.filter(({ isPublished }) => isPublished).length;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: badges("list.title") }]} />
      <PageHeader title={t("new")} lead={t("lead")} />
      <div className="space-y-5">
        {waiting.length === 0 ? (
          <Callout tone="warning" title={t("nothing")} />
        ) : (
          <Holders published={published} />
        )}
        {plan.unknown.length > 0 ? (
          <Callout tone="warning" title={t("unknown", { count: plan.unknown.length })} />
        ) : null}
        <Part
          ctx={ctx}
          title={t("ready", { count: waiting.length })}
          caption={t("captionReady")}
          rows={waiting}
        />
        <Part ctx={ctx} title={t("left", { count: left.length })} caption={t("captionLeft")} rows={left} />
        {waiting.length > 0 ? (
          <ClientMessages namespaces={["badgeRevocations", "badges"]}>
            <RevokeManyForm
              count={waiting.length}
              order={{ ...choice, seen: plan.seen, idempotencyKey: randomUUID() }}
              revoke={revokeMany.bind(null, org)}
              path={`${path}/revocations`}
            />
          </ClientMessages>
        ) : null}
      </div>
    </>
  );
}

/** What the holders will see, before anything is done. */
async function Holders({ published }: { published: number }) {
  const t = await getTranslations("badgeRevocations");
  return (
    <Callout title={t("holders")}>
      <p>{t("holdersSee")}</p>
      {published > 0 ? <p>{t("published", { count: published })}</p> : null}
    </Callout>
  );
}

type PartProps = Readonly<{ ctx: Ctx; title: string; caption: string; rows: readonly PlannedRevocation[] }>;

async function Part({ ctx, title, caption, rows }: PartProps) {
  if (rows.length === 0) return null;
  const t = await getTranslations("badgeRevocations");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  return (
    <Card title={title}>
      <RevocationPreview
        path={`/o/${ctx.organization.slug}/badges`}
        caption={caption}
        rows={rows
          .slice(0, SHOWN)
          .map((row) => ({ ...row, occurrence: occurrenceText(badges, f.month, row.occurrence) }))}
      />
      {rows.length > SHOWN ? (
        <p className="text-muted">{t("notShown", { count: rows.length - SHOWN })}</p>
      ) : null}
    </Card>
  );
}
