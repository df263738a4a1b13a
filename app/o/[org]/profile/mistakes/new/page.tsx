import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "@/components/data-table/table-link";
import { MistakeReportForm } from "@/components/mistakes/report-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { aboutMistake } from "@/lib/mistakes/queries";
import { mistakeAbout } from "@/lib/mistakes/schema";
import { writtenAbout } from "../../../mistakes/about";
import { reportOne } from "../../actions";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mistakes.new"))("title") };
}

/** `?about=badge&id=…`: what it is about is said by the link one came by. */
export default async function NewMistakePage({ params, searchParams }: Props) {
  const { org } = await params;
  const wanted = mistakeAbout.parse(await searchParams);
  const { ctx, data: about } = await inPage(org, (ctx) => aboutMistake(ctx, wanted));
  const t = await getTranslations("mistakes");
  const f = await formats(ctx.organization.timeZone);
  const profile = await getTranslations("profile");
  const own = `/o/${org}/profile/mistakes`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: `/o/${org}/profile`, label: profile("title") },
          { href: own, label: t("own.title") },
        ]}
      />
      <PageHeader title={t("new.title")} />
      <div className="space-y-6">
        <DescriptionList items={[{ term: t("new.about"), detail: writtenAbout(t, f, about) }]} />
        <ClientMessages namespaces={["mistakes"]}>
          <MistakeReportForm
            action={reportOne.bind(null, org)}
            subject={about.subject}
            id={about.aboutId}
            after={own}
            idempotencyKey={randomUUID()}
          />
        </ClientMessages>
      </div>
    </>
  );
}
