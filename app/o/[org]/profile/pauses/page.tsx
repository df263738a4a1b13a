import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnPauses } from "@/components/pauses/own-pauses";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { listOwnPauses } from "@/lib/pauses/queries";
import { writtenSpan } from "../../pauses/span";
import { withdrawOwnPause } from "../actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("pauses"))("own.title") };
}

/** One's own pauses, and what became of them. */
export default async function OwnPausesPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, listOwnPauses);
  const t = await getTranslations("pauses");
  const f = await formats(ctx.organization.timeZone);
  const profile = await getTranslations("profile");
  return (
    <ClientMessages namespaces={["pauses"]}>
      <Breadcrumb items={[{ href: `/o/${org}/profile`, label: profile("title") }]} />
      <PageHeader
        title={t("own.title")}
        lead={t("own.lead")}
        actions={
          <LinkButton href={`/o/${org}/profile/pauses/new`} variant="primary">
            {t("own.ask")}
          </LinkButton>
        }
      />
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
    </ClientMessages>
  );
}
