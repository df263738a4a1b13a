import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { create } from "@/app/o/[org]/courses/actions";
import { NewCourseForm } from "@/components/facts/course-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("course.add") };
}

export default async function NewCoursePage({ params }: Props) {
  const { org } = await params;
  await inPage(org, async (ctx) => authorize(ctx, "facts:write"));
  const t = await getTranslations("facts");
  const path = `/o/${org}/courses`;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("course.title") }]} />
      <PageHeader title={t("course.add")} />
      <NewCourseForm action={create.bind(null, org)} path={path} />
    </>
  );
}
