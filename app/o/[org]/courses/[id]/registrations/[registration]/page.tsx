import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { correct, voidOne } from "@/app/o/[org]/courses/actions";
import { readCourse } from "@/app/o/[org]/courses/read";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import type { SearchParams } from "@/components/data-table/table-link";
import { FactHistory } from "@/components/facts/fact-history";
import { VoidedPill } from "@/components/facts/fact-state";
import { RegistrationCorrectionForm } from "@/components/facts/registration-form";
import { VoidButton } from "@/components/facts/void-button";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getRegistration } from "@/lib/facts/registration-queries";
import { factId } from "@/lib/facts/schema";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";

type Props = {
  params: Promise<{ org: string; id: string; registration: string }>;
  searchParams: Promise<SearchParams>;
};

async function read(ctx: Ctx, courseId: string, id: string) {
  authorize(ctx, "facts:write");
  const course = await readCourse(ctx, courseId);
  const known = factId.safeParse({ id });
  if (!known.success) throw notFound("courseRegistration");
  const registration = await getRegistration(ctx, known.data.id);
  if (registration.courseId !== course.id) throw notFound("courseRegistration");
  return { course, registration };
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("registration.edit") };
}

export default async function RegistrationPage({ params, searchParams }: Props) {
  const { org, id, registration: registrationId } = await params;
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, id, registrationId));
  const { course, registration } = data;
  const { person, voided, version, status, registeredOn, completedOn, grade } = registration;
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/courses`;
  const own = `${path}/${course.id}`;
  const said = { person: person.name };
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: t("course.title") },
          { href: own, label: course.title },
        ]}
      />
      <PageHeader
        title={t("registration.editTitle", said)}
        status={<VoidedPill isVoided={voided !== null} />}
        actions={
          voided ? null : (
            <ClientMessages namespaces={["facts", "voiding"]}>
              <VoidButton
                id={registration.id}
                label={t("registration.void")}
                name={t("registration.name", said)}
                person={person.name}
                effectsUrl={`/api/internal/${org}/void-preview?fact=registration&id=${registration.id}`}
                action={voidOne.bind(null, org)}
                redirectTo={own}
              />
            </ClientMessages>
          )
        }
      />
      <FactHistory history={registration} dateTime={f.dateTime} />
      {voided ? null : (
        <RegistrationCorrectionForm
          action={correct.bind(null, org)}
          peopleUrl={`/api/internal/${org}/people`}
          back={own}
          person={{ value: person.userId, label: person.name }}
          registration={{
            id: registration.id,
            version,
            userId: person.userId,
            status,
            registeredOn: registeredOn ?? "",
            completedOn: completedOn ?? "",
            grade: grade ?? "",
          }}
        />
      )}
      <div className="mt-6">
        <RecordHistorySection
          ctx={ctx}
          kind="course_registration"
          id={registration.id}
          path={`${own}/registrations/${registration.id}`}
          wanted={(await searchParams).history}
        />
      </div>
    </>
  );
}
