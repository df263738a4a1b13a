import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import { create, revoke } from "@/app/o/[org]/settings/api-keys/actions";
import type { SearchParams } from "@/components/data-table/table-link";
import { ApiKeyTable } from "@/components/settings/api-key-table";
import { NewApiKeyForm } from "@/components/settings/new-api-key-form";
import { SettingsHeader } from "@/components/settings/settings-header";
import { TextLink } from "@/components/ui/text-link";
import { listApiKeys } from "@/lib/api-keys/queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.apiKeys");
  return { title: t("title") };
}

export default async function ApiKeysPage({ params, searchParams }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, listApiKeys);
  const t = await getTranslations("apiKeys");
  const f = await formats(ctx.organization.timeZone);
  const rows = data.map((row) => ({
    ...row,
    made: f.shortDate(row.createdAt),
    used: row.lastUsedAt && f.dateTime(row.lastUsedAt),
    // It is good until the end of that day, which is a moment of the next.
    until: row.expiresAt && f.shortDate(new Date(row.expiresAt.getTime() - 1)),
    ended: row.revokedAt && f.shortDate(row.revokedAt),
  }));
  return (
    <ClientMessages namespaces={["apiKeys"]}>
      <SettingsHeader org={org} tab="apiKeys" />
      <div className="space-y-8">
        <ApiKeyTable rows={rows} revoke={revoke.bind(null, org)} />
        <NewApiKeyForm action={create.bind(null, org)} />
        <p>
          <TextLink href="/api/v1/openapi.json">{t("document")}</TextLink>
        </p>
        <RecordHistorySection
          ctx={ctx}
          kind="api_key"
          id={null}
          path={`/o/${org}/settings/api-keys`}
          wanted={(await searchParams).history}
        />
      </div>
    </ClientMessages>
  );
}
