import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { courseOption } from "@/components/certifications/course-option";
import { TypeForm } from "@/components/certifications/type-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { listCourseChoices } from "@/lib/certifications/type-queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { createType } from "../../actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certifications"))("types.new") };
}

export default async function NewTypePage({ params }: Props) {
  const { org } = await params;
  const { data: courses } = await inPage(org, (ctx) => listCourseChoices(ctx));
  const t = await getTranslations("certifications");
  const list = `/o/${org}/certifications`;
  const path = `${list}/types`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: list, label: t("list.title") },
          { href: path, label: t("types.title") },
        ]}
      />
      <PageHeader title={t("types.new")} lead={t("types.newLead")} />
      <ClientMessages namespaces={["certifications", "issuing"]}>
        <TypeForm create={createType.bind(null, org)} path={path} courses={courses.map(courseOption)} />
      </ClientMessages>
    </>
  );
}
