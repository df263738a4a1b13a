import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PauseRequestForm } from "@/components/pauses/pause-forms";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { askPause } from "../../actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("pauses"))("own.ask") };
}

/** From when to when, and not why. */
export default async function AskForPausePage({ params }: Props) {
  const { org } = await params;
  await inPage(org, async (ctx) => authorize(ctx, "pauses:ask"));
  const t = await getTranslations("pauses");
  const profile = await getTranslations("profile");
  const own = `/o/${org}/profile/pauses`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: `/o/${org}/profile`, label: profile("title") },
          { href: own, label: t("own.title") },
        ]}
      />
      <PageHeader title={t("own.ask")} lead={t("own.what")} />
      <ClientMessages namespaces={["pauses"]}>
        <PauseRequestForm action={askPause.bind(null, org)} after={own} idempotencyKey={randomUUID()} />
      </ClientMessages>
    </>
  );
}
