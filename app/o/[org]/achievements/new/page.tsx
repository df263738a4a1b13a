import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewAchievementForm } from "@/components/achievements/achievement-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { listChoices } from "@/lib/achievements/reference-queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { create } from "../actions";
import { sampleAward } from "../sample";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("achievements"))("form.newTitle") };
}

export default async function NewAchievementPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data: choices } = await inPage(org, listChoices);
  const t = await getTranslations("achievements");
  const path = `/o/${org}/achievements`;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("list.title") }]} />
      <PageHeader title={t("form.newTitle")} lead={t("form.newLead")} />
      <ClientMessages namespaces={["achievements", "criteria", "builder", "pictures", "media"]}>
        <NewAchievementForm
          create={create.bind(null, org)}
          path={path}
          pictures={`/o/${org}/pictures`}
          choices={choices}
          sample={await sampleAward(ctx)}
        />
      </ClientMessages>
    </>
  );
}
