import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnPauses } from "@/components/pauses/own-pauses";
import { PauseRequestForm } from "@/components/pauses/pause-forms";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { listOwnPauses } from "@/lib/pauses/queries";
import { writtenSpan } from "../../pauses/span";
import { askPause, withdrawOwnPause } from "../actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("pauses"))("own.title") };
}

/** One's own pauses, and a form to ask for one. */
export default async function OwnPausesPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, listOwnPauses);
  const t = await getTranslations("pauses");
  const f = await formats(ctx.organization.timeZone);
  const profile = await getTranslations("profile");
  return (
    <ClientMessages namespaces={["pauses"]}>
      <Breadcrumb items={[{ href: `/o/${org}/profile`, label: profile("title") }]} />
      <PageHeader title={t("own.title")} lead={t("own.lead")} />
      <div className="space-y-8">
        <section aria-labelledby="own" className="space-y-3">
          <h2 id="own" className="text-xl">
            {t("own.list")}
          </h2>
          <OwnPauses
            rows={data.map((row) => ({
              id: row.id,
              status: row.status,
              span: writtenSpan(t, f.shortDate, row),
            }))}
            withdraw={withdrawOwnPause.bind(null, org)}
          />
        </section>
        <Card title={t("own.ask")}>
          <p className="max-w-prose">{t("own.what")}</p>
          <PauseRequestForm
            key={data.length}
            action={askPause.bind(null, org)}
            idempotencyKey={randomUUID()}
          />
        </Card>
      </div>
    </ClientMessages>
  );
}
