import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { add, remove, show } from "@/app/o/[org]/profile/collection/actions";
import { BadgeFileForm } from "@/components/collection/badge-file-form";
import { OwnExternalBadges } from "@/components/collection/own-external-badges";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listOwnExternalBadges } from "@/lib/collection/queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { writtenExternal } from "../written-external";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("collection"))("title") };
}

export default async function CollectionPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, listOwnExternalBadges);
  const t = await getTranslations("collection");
  const badges = writtenExternal(data, await formats(ctx.organization.timeZone));
  return (
    <ClientMessages namespaces={["collection"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="space-y-8">
        <Card title={t("add.title")}>
          <BadgeFileForm action={add.bind(null, org)} />
        </Card>
        {badges.length > 0 ? (
          <section aria-labelledby="kept" className="space-y-4">
            <h2 id="kept" className="text-xl">
              {t("kept")}
            </h2>
            <OwnExternalBadges badges={badges} show={show.bind(null, org)} remove={remove.bind(null, org)} />
          </section>
        ) : (
          <EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>
        )}
      </div>
    </ClientMessages>
  );
}
