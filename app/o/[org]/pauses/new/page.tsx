import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PauseRecordForm } from "@/components/pauses/pause-forms";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { recordOne } from "../actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("pauses"))("record.title") };
}

/** A pause for somebody else. */
export default async function NewPausePage({ params }: Props) {
  const { org } = await params;
  await inPage(org, async (ctx) => authorize(ctx, "pauses:decide"));
  const t = await getTranslations("pauses");
  const path = `/o/${org}/pauses`;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("title") }]} />
      <PageHeader title={t("record.title")} lead={t("record.hint")} />
      <ClientMessages namespaces={["pauses"]}>
        <PauseRecordForm
          action={recordOne.bind(null, org)}
          peopleUrl={`/api/internal/${org}/people`}
          after={path}
          idempotencyKey={randomUUID()}
        />
      </ClientMessages>
    </>
  );
}
