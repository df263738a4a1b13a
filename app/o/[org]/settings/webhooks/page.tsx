import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import { again, create, pause, remove, resume, test } from "@/app/o/[org]/settings/webhooks/actions";
import type { SearchParams } from "@/components/data-table/table-link";
import { SettingsHeader } from "@/components/settings/settings-header";
import { DeliveryTable } from "@/components/webhooks/delivery-table";
import { NewWebhookForm } from "@/components/webhooks/new-webhook-form";
import { WebhookTable } from "@/components/webhooks/webhook-table";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { listDeliveries, listWebhooks } from "@/lib/webhooks/queries";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.webhooks");
  return { title: t("title") };
}

async function readWebhooks(ctx: Ctx) {
  const [webhooks, deliveries] = await Promise.all([listWebhooks(ctx), listDeliveries(ctx)]);
  return { webhooks, deliveries };
}

export default async function WebhooksPage({ params, searchParams }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, readWebhooks);
  const f = await formats(ctx.organization.timeZone);
  const webhooks = data.webhooks.map((row) => ({ ...row, made: f.shortDate(row.createdAt) }));
  const deliveries = data.deliveries.map((row) => ({
    ...row,
    made: f.dateTime(row.createdAt),
    next: row.nextAttemptAt && f.dateTime(row.nextAttemptAt),
  }));
  return (
    <ClientMessages namespaces={["webhooks"]}>
      <SettingsHeader org={org} tab="webhooks" />
      <div className="space-y-8">
        <WebhookTable
          rows={webhooks}
          pause={pause.bind(null, org)}
          resume={resume.bind(null, org)}
          remove={remove.bind(null, org)}
          test={test.bind(null, org)}
        />
        <NewWebhookForm action={create.bind(null, org)} />
        {webhooks.length > 0 || deliveries.length > 0 ? (
          <DeliveryTable rows={deliveries} again={again.bind(null, org)} />
        ) : null}
        <RecordHistorySection
          ctx={ctx}
          kind="webhook"
          id={null}
          path={`/o/${org}/settings/webhooks`}
          wanted={(await searchParams).history}
        />
      </div>
    </ClientMessages>
  );
}
