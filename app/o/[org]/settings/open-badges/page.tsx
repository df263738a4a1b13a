import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EndorsementSection } from "@/app/o/[org]/endorsements/section";
import { rotate } from "@/app/o/[org]/settings/open-badges/actions";
import { IssuerProfile } from "@/components/open-badges/issuer-profile";
import { KeyTable } from "@/components/open-badges/key-table";
import { SettingsHeader } from "@/components/settings/settings-header";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import { listEndorsements } from "@/lib/endorsements/queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { getIssuer } from "@/lib/open-badges/issuer-queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.openBadges");
  return { title: t("title") };
}

export default async function OpenBadgesPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, async (ctx) => ({
    ...(await getIssuer(ctx)),
    endorsements: await listEndorsements(ctx, null),
  }));
  const t = await getTranslations("issuer");
  const f = await formats(ctx.organization.timeZone);
  const keys = data.keys.map((key) => ({
    ...key,
    made: f.shortDate(key.createdAt),
    ended: key.retiredAt && f.shortDate(key.retiredAt),
  }));
  return (
    <ClientMessages namespaces={["issuer"]}>
      <SettingsHeader org={org} tab="openBadges" />
      <div className="space-y-8">
        {data.isPublished ? null : (
          <Callout tone="warning" title={t("offTitle")}>
            <p>
              {t("off")} <TextLink href={`/o/${org}/settings/modules`}>{t("toModules")}</TextLink>
            </p>
          </Callout>
        )}
        <IssuerProfile {...data} settings={`/o/${org}/settings`} />
        <EndorsementSection ctx={ctx} achievementId={null} rows={data.endorsements} />
        <KeyTable keys={keys} rotate={data.isPublished ? rotate.bind(null, org) : null} />
      </div>
    </ClientMessages>
  );
}
