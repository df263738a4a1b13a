import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { register } from "@/app/o/[org]/courses/actions";
import { readCourse } from "@/app/o/[org]/courses/read";
import { NewRegistrationForm } from "@/components/facts/registration-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { isoDay } from "@/lib/format";
import { inPage } from "@/lib/http/page";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("registration.add") };
}

export default async function NewRegistrationPage({ params }: Props) {
  const { org, id } = await params;
  const { ctx, data: course } = await inPage(org, (ctx) => {
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
      <PageHeader title={t("registration.addTitle", { course: course.title })} />
      <NewRegistrationForm
        action={register.bind(null, org)}
        courseId={course.id}
        today={isoDay(new Date(), ctx.organization.timeZone)}
        peopleUrl={`/api/internal/${org}/people`}
        back={own}
      />
    </>
  );
}
