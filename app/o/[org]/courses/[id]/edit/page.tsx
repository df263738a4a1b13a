import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { update } from "@/app/o/[org]/courses/actions";
import { readCourse } from "@/app/o/[org]/courses/read";
import { CourseForm } from "@/components/facts/course-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("course.edit") };
}

export default async function EditCoursePage({ params }: Props) {
  const { org, id } = await params;
  const { data: course } = await inPage(org, (ctx) => {
    authorize(ctx, "facts:write");
    return readCourse(ctx, id);
  });
  const t = await getTranslations("facts");
  const path = `/o/${org}/courses`;
  const own = `${path}/${course.id}`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: t("course.title") },
          { href: own, label: course.title },
        ]}
      />
      <PageHeader title={t("course.edit")} lead={course.code} />
      <CourseForm
        action={update.bind(null, org)}
        course={{ id: course.id, version: course.version, title: course.title, isActive: course.isActive }}
        back={own}
      />
    </>
  );
}
