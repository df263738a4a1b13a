import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { AchievementForm } from "@/components/achievements/achievement-form";
import type { SearchParams } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { listChoices } from "@/lib/achievements/reference-queries";
import { withThreshold } from "@/lib/achievements/threshold-rules";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { compare, update } from "../../actions";
import { openForm } from "../../compare";
import { sampleAward } from "../../sample";
import { difference } from "../preview/actions";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("achievements"))("detail.edit") };
}

export default async function EditAchievementPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const { ctx, data } = await inPage(org, async (ctx) => ({
    choices: await listChoices(ctx),
    ...(await openForm(ctx, id)),
  }));
  const t = await getTranslations("achievements");
  const path = `/o/${org}/achievements`;
  const chosen = withThreshold(data.form, await searchParams);
  const simulator = await getTranslations("simulator.try");
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: t("list.title") },
          { href: `${path}/${id}`, label: data.form.name },
        ]}
      />
      <PageHeader title={t("form.editTitle", { name: data.form.name })} lead={t("form.editLead")} />
      {chosen ? (
        <div className="mb-5">
          <Callout>
            <p>{simulator("filled", { threshold: chosen.threshold })}</p>
          </Callout>
        </div>
      ) : null}
      <ClientMessages
        namespaces={[
          "achievements",
          "criteria",
          "builder",
          "definitions",
          "preview",
          "evaluation",
          "pictures",
        ]}
      >
        <AchievementForm
          id={id}
          initial={chosen?.form ?? data.form}
          revision={data.revision}
          update={update.bind(null, org)}
          compare={compare.bind(null, org)}
          difference={difference.bind(null, org)}
          people={`/o/${org}/people`}
          path={path}
          pictures={`/o/${org}/pictures`}
          choices={data.choices}
          sample={await sampleAward(ctx)}
        />
      </ClientMessages>
    </>
  );
}
