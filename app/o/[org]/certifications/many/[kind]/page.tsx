import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ManyConfirm } from "@/components/certifications/many-confirm";
import { ManyPreviewTable } from "@/components/certifications/many-preview";
import type { SearchParams } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import { partsOf } from "@/lib/certifications/many-parts";
import { type PlannedCertificate, previewMany } from "@/lib/certifications/many-queries";
import { type ManyKind, manyFilter, manyKinds } from "@/lib/certifications/many-schema";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { renewSome, revokeSome } from "./actions";

type Props = { params: Promise<{ org: string; kind: string }>; searchParams: Promise<SearchParams> };

/** Rows of a preview that are shown; the counts are of all. */
const SHOWN = 200;

async function kindOf(params: Props["params"]): Promise<ManyKind> {
  const { kind: said } = await params;
  return manyKinds.find((kind) => kind === said) ?? notFound();
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const kind = await kindOf(params);
  return { title: (await getTranslations("certificateMany"))(`title.${kind}`) };
}

export default async function ManyPage({ params, searchParams }: Props) {
  const { org } = await params;
  const kind = await kindOf(params);
  const asked = manyFilter.parse(await searchParams);
  const { ctx, data: planned } = await inPage(org, (ctx) => previewMany(ctx, kind, asked));
  const t = await getTranslations("certificateMany");
  const words = await getTranslations("certifications");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/certifications`;
  const day = (end: Date) => f.shortDate(lastDayOf(end, f.timeZone));
  const write = ({ expiresAt, until, ...row }: PlannedCertificate) => ({
    ...row,
    expires: expiresAt ? day(expiresAt) : words("never"),
    // One line of its own where the sentence around it wraps.
    until: until && day(until).replaceAll(" ", "\u00a0"),
  });
  const ready = planned.filter(({ obstacle }) => obstacle === null);
  const left = planned.filter(({ obstacle }) => obstacle !== null);
  const parts = [
    { key: "ready" as const, rows: ready, title: t(`ready.${kind}`, { count: ready.length }) },
    { key: "left" as const, rows: left, title: t(`left.${kind}`, { count: left.length }) },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <>
      <Breadcrumb items={[{ href: path, label: words("list.title") }]} />
      <PageHeader title={t(`title.${kind}`)} lead={t(`lead.${kind}`)} />
      <ClientMessages namespaces={["certificateMany", "certificateLife", "certifications"]}>
        <ManyConfirm
          kind={kind}
          ready={ready.map(({ id, certificateNumber, person }) => ({ id, certificateNumber, person }))}
          parts={partsOf(
            ctx,
            kind,
            ready.map(({ id }) => id),
          )}
          path={path}
          idempotencyKey={randomUUID()}
          renew={renewSome.bind(null, org)}
          revoke={revokeSome.bind(null, org)}
        >
          {ready.length === 0 ? <Callout tone="warning" title={t(`nothing.${kind}`)} /> : null}
          {parts.map(({ key, rows, title }) => (
            <Card key={key} title={title}>
              <ManyPreviewTable
                kind={kind}
                path={path}
                caption={t(`caption.${key}`)}
                rows={rows.slice(0, SHOWN).map(write)}
              />
              {rows.length > SHOWN ? (
                <p className="text-muted">{t("notShown", { count: rows.length - SHOWN })}</p>
              ) : null}
            </Card>
          ))}
        </ManyConfirm>
      </ClientMessages>
    </>
  );
}
