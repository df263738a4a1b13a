import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { correct, voidOne } from "@/app/o/[org]/courses/actions";
import { readCourse } from "@/app/o/[org]/courses/read";
import { VoidedPill } from "@/components/facts/fact-state";
import { RegistrationForm } from "@/components/facts/registration-form";
import { VoidButton } from "@/components/facts/void-button";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getRegistration } from "@/lib/facts/registration-queries";
import { factId } from "@/lib/facts/schema";
import { inPage } from "@/lib/http/page";

type Props = { params: Promise<{ org: string; id: string; registration: string }> };

async function read(ctx: Ctx, courseId: string, id: string) {
  const course = await readCourse(ctx, courseId);
  const known = factId.safeParse({ id });
  if (!known.success) throw notFound("registration");
  const registration = await getRegistration(ctx, known.data.id);
  if (registration.courseId !== course.id) throw notFound("registration");
  return { course, registration };
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("registration.edit") };
}

export default async function RegistrationPage({ params }: Props) {
  const { org, id, registration: registrationId } = await params;
  const { data } = await inPage(org, (ctx) => read(ctx, id, registrationId));
  const { course, registration } = data;
  const t = await getTranslations("facts");
  const path = `/o/${org}/courses`;
  const own = `${path}/${course.id}`;
  const name = t("registration.name", { person: registration.person });
  const isVoided = registration.voidedAt !== null;
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: t("course.title") },
          { href: own, label: course.title },
        ]}
      />
      <PageHeader
        title={t("registration.editTitle", { person: registration.person })}
        status={isVoided ? <VoidedPill reason={registration.voidReason} /> : null}
        actions={
          isVoided ? null : (
            <VoidButton id={registration.id} name={name} action={voidOne.bind(null, org)} redirectTo={own} />
          )
        }
      />
      {isVoided ? (
        <Callout>{t("isVoidedLead")}</Callout>
      ) : (
        <RegistrationForm
          action={correct.bind(null, org)}
          back={own}
          values={{
            id: registration.id,
            status: registration.status,
            registeredOn: registration.registeredOn ?? "",
            completedOn: registration.completedOn ?? "",
            grade: registration.grade ?? "",
          }}
        />
      )}
    </>
  );
}
