import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { add } from "@/app/o/[org]/people/actions";
import { NewPersonForm } from "@/components/people/new-person-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("people");
  return { title: t("add") };
}

export default async function NewPersonPage({ params }: Props) {
  const { org } = await params;
  await inPage(org, async (ctx) => authorize(ctx, "people:write"));
  const t = await getTranslations("people");
  const path = `/o/${org}/people`;
  return (
    <>
      <Breadcrumb items={[{ label: t("title"), href: path }]} />
      <PageHeader title={t("add")} lead={t("addLead")} />
      <NewPersonForm action={add.bind(null, org)} path={path} />
    </>
  );
}
