import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { correct, foresee, voidOne } from "@/app/o/[org]/activity/actions";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import type { SearchParams } from "@/components/data-table/table-link";
import { ActivityCorrectionForm } from "@/components/facts/activity-form";
import { FactHistory } from "@/components/facts/fact-history";
import { VoidedPill } from "@/components/facts/fact-state";
import { VoidButton } from "@/components/facts/void-button";
import { writeMoment } from "@/components/facts/written-moment";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getActivity, listActivityKinds } from "@/lib/facts/activity-queries";
import { localOf } from "@/lib/facts/moment-rules";
import { factId } from "@/lib/facts/schema";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";

type Props = {
  params: Promise<{ org: string; id: string }>;
  searchParams: Promise<SearchParams>;
};

async function read(ctx: Ctx, id: string) {
  authorize(ctx, "facts:write");
  const known = factId.safeParse({ id });
  if (!known.success) throw notFound("activity");
  const activity = await getActivity(ctx, known.data.id);
  return { activity, kinds: activity.voided ? [] : await listActivityKinds(ctx) };
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("activity.edit") };
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, id));
  const { activity, kinds } = data;
  const { person, kind, minutes, participants, version, voided } = activity;
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/activity`;
  const said = { kind, person: person.name, when: writeMoment(activity.occurredAt, f) };
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("activity.title") }]} />
      <PageHeader
        title={t("activity.heading", said)}
        status={<VoidedPill isVoided={voided !== null} />}
        actions={
          voided ? null : (
            <ClientMessages namespaces={["facts", "voiding"]}>
              <VoidButton
                id={activity.id}
                label={t("activity.void")}
                name={t("activity.name", said)}
                person={person.name}
                effectsUrl={`/api/internal/${org}/void-preview?fact=activity&id=${activity.id}`}
                action={voidOne.bind(null, org)}
                redirectTo={path}
              />
            </ClientMessages>
          )
        }
      />
      <FactHistory history={activity} dateTime={f.dateTime} />
      {voided ? null : (
        <ClientMessages namespaces={["facts", "voiding"]}>
          <ActivityCorrectionForm
            action={correct.bind(null, org)}
            foresee={foresee.bind(null, org)}
            peopleUrl={`/api/internal/${org}/people`}
            back={path}
            kinds={kinds}
            person={{ value: person.userId, label: person.name }}
            activity={{
              id: activity.id,
              version,
              userId: person.userId,
              kind,
              ...localOf(activity.occurredAt, ctx.organization.timeZone),
              minutes: minutes ?? undefined,
              participants: participants ?? undefined,
            }}
          />
        </ClientMessages>
      )}
      <div className="mt-6">
        <RecordHistorySection
          ctx={ctx}
          kind="activity"
          id={activity.id}
          path={`${path}/${activity.id}`}
          wanted={(await searchParams).history}
        />
      </div>
    </>
  );
}
