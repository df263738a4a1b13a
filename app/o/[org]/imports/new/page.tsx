import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import type { SearchParams } from "@/components/data-table/table-link";
import { ImportForm } from "@/components/imports/import-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { importableKinds } from "@/lib/imports/import-service";
import { IMPORT_KINDS } from "@/lib/imports/rules";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

const preset = z.object({ kind: z.enum(IMPORT_KINDS).optional().catch(undefined) });

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("new") };
}

export default async function NewImportPage({ params, searchParams }: Props) {
  const { org } = await params;
  const wanted = preset.parse(await searchParams);
  const { ctx, data: kinds } = await inPage(org, async (ctx) => {
    authorize(ctx, "imports:write");
    return importableKinds(ctx);
  });
  const t = await getTranslations("imports");
  const path = `/o/${org}/imports`;
  const kind = kinds.find((one) => one === wanted.kind) ?? kinds[0] ?? "activities";
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("title") }]} />
      <PageHeader title={t("new")} lead={t("newLead")} />
      <ImportForm
        url={`${path}/upload`}
        path={path}
        jobs={`/o/${org}/jobs`}
        kinds={kinds}
        kind={kind}
        timeZone={ctx.organization.timeZone}
      />
    </>
  );
}
