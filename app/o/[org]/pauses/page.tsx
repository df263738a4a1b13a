import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CurrentPauses, WaitingPauses } from "@/components/pauses/pause-tables";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { listPauses, type PauseRow } from "@/lib/pauses/queries";
import { decide, end } from "./actions";
import { writtenSpan } from "./span";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("pauses"))("title") };
}

/** Pauses that wait for a yes or no, and those that last. */
export default async function PausesPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, listPauses);
  const t = await getTranslations("pauses");
  const f = await formats(ctx.organization.timeZone);
  const written = (row: PauseRow) => ({
    id: row.id,
    person: row.person,
    isOwn: row.isOwn,
    span: writtenSpan(t, f.shortDate, row),
    asked: f.shortDate(row.createdAt),
  });
  return (
    <ClientMessages namespaces={["pauses"]}>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href={`/o/${org}/pauses/new`} icon={<Icon as="plus" />}>
            {t("record.title")}
          </LinkButton>
        }
      />
      <div className="space-y-8">
        <section aria-labelledby="waiting" className="space-y-3">
          <h2 id="waiting" className="text-xl">
            {t("waiting.title")}
          </h2>
          <WaitingPauses rows={data.waiting.map(written)} decide={decide.bind(null, org)} />
          {data.total > data.waiting.length ? (
            <p className="text-muted">{t("waiting.more", { count: data.waiting.length })}</p>
          ) : null}
        </section>
        <section aria-labelledby="now" className="space-y-3">
          <h2 id="now" className="text-xl">
            {t("now.title")}
          </h2>
          <CurrentPauses rows={data.current.map(written)} end={end.bind(null, org)} />
        </section>
      </div>
    </ClientMessages>
  );
}
