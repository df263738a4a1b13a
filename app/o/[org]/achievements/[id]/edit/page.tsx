import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { AchievementForm } from "@/components/achievements/achievement-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { listChoices } from "@/lib/achievements/reference-queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { compare, update } from "../../actions";
import { openForm } from "../../compare";
import { sampleAward } from "../../sample";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("achievements"))("detail.edit") };
}

export default async function EditAchievementPage({ params }: Props) {
  const { org, id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const { ctx, data } = await inPage(org, async (ctx) => ({
    choices: await listChoices(ctx),
    ...(await openForm(ctx, id)),
  }));
  const t = await getTranslations("achievements");
  const path = `/o/${org}/achievements`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: t("list.title") },
          { href: `${path}/${id}`, label: data.form.name },
        ]}
      />
      <PageHeader title={t("form.editTitle", { name: data.form.name })} lead={t("form.editLead")} />
      <ClientMessages namespaces={["achievements", "criteria", "builder", "definitions"]}>
        <AchievementForm
          id={id}
          initial={data.form}
          revision={data.revision}
          update={update.bind(null, org)}
          compare={compare.bind(null, org)}
          path={path}
          choices={data.choices}
          sample={await sampleAward(ctx)}
        />
      </ClientMessages>
    </>
  );
}
