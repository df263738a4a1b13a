import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnMistakes } from "@/components/mistakes/own-mistakes";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { listOwnMistakes } from "@/lib/mistakes/queries";
import { writtenAbout } from "../../mistakes/about";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mistakes.own"))("title") };
}

/** What one has reported oneself, with the answers. */
export default async function OwnMistakesPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, listOwnMistakes);
  const t = await getTranslations("mistakes");
  const f = await formats(ctx.organization.timeZone);
  const profile = await getTranslations("profile");
  return (
    <>
      <Breadcrumb items={[{ href: `/o/${org}/profile`, label: profile("title") }]} />
      <PageHeader
        title={t("own.title")}
        lead={t("own.lead")}
        actions={
          <LinkButton href={`/o/${org}/profile/mistakes/new`} variant="primary">
            {t("own.new")}
          </LinkButton>
        }
      />
      <OwnMistakes
        reports={data.map((one) => ({
          id: one.id,
          status: one.status,
          text: one.text,
          answer: one.answer,
          about: writtenAbout(t, f, one),
          sent: t("own.sent", { when: f.date(one.createdAt) }),
        }))}
      />
    </>
  );
}
