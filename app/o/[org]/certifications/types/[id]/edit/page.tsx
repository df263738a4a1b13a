import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { courseOption } from "@/components/certifications/course-option";
import { TypeForm } from "@/components/certifications/type-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { certificationTypeId } from "@/lib/certifications/schema";
import { getCertificationType, listCourseChoices } from "@/lib/certifications/type-queries";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { updateType } from "../../../actions";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certifications"))("types.title") };
}

export default async function EditTypePage({ params }: Props) {
  const { org, id } = await params;
  const known = certificationTypeId.safeParse({ id });
  if (!known.success) notFound();
  const { data } = await inPage(org, async (ctx) => {
    authorize(ctx, "certification_types:write");
    return { type: await getCertificationType(ctx, known.data), courses: await listCourseChoices(ctx) };
  });
  const { type, courses } = data;
  // One that is offered no longer may still be the one that gives it.
  const own = type.autoIssueCourse;
  const others = courses.filter(({ id }) => id !== own?.id);
  const t = await getTranslations("certifications");
  const list = `/o/${org}/certifications`;
  const path = `${list}/types`;
  const initial = {
    code: type.code,
    name: type.name,
    description: type.description,
    validityMonths: type.validityMonths ?? undefined,
    warningDays: type.warningDays ?? undefined,
    autoIssueCourseId: own?.id ?? "",
    accessScopes: type.accessScopes.join(", "),
  };
  return (
    <>
      <Breadcrumb
        items={[
          { href: list, label: t("list.title") },
          { href: path, label: t("types.title") },
          { href: `${path}/${id}`, label: type.name },
        ]}
      />
      <PageHeader title={t("types.editTitle", { name: type.name })} lead={t("types.editLead")} />
      <ClientMessages namespaces={["certifications", "issuing"]}>
        <TypeForm
          update={updateType.bind(null, org)}
          id={id}
          initial={initial}
          path={`${path}/${id}`}
          courses={[...(own ? [own] : []), ...others].map(courseOption)}
          isCodeFinal={type.issued > 0}
        />
      </ClientMessages>
    </>
  );
}
