import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { correct, voidOne } from "@/app/o/[org]/activity/actions";
import { ActivityForm } from "@/components/facts/activity-form";
import { VoidedPill } from "@/components/facts/fact-state";
import { VoidButton } from "@/components/facts/void-button";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { authorize, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getActivity } from "@/lib/facts/activity-queries";
import { localParts } from "@/lib/facts/moments";
import { factId } from "@/lib/facts/schema";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { writeMoment } from "../written";

type Props = { params: Promise<{ org: string; id: string }> };

async function read(ctx: Ctx, id: string) {
  authorize(ctx, "facts:write");
  const known = factId.safeParse({ id });
  if (!known.success) throw notFound("activity");
  return getActivity(ctx, known.data.id);
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("activity.edit") };
}

export default async function ActivityPage({ params }: Props) {
  const { org, id } = await params;
  const { ctx, data: activity } = await inPage(org, (ctx) => read(ctx, id));
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/activity`;
  const when = writeMoment(activity.occurredAt, f);
  const name = t("activity.name", { kind: activity.kind, person: activity.person, when });
  const { day, time } = localParts(activity.occurredAt, ctx.organization.timeZone);
  const isVoided = activity.voidedAt !== null;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("activity.title") }]} />
      <PageHeader
        title={name}
        status={isVoided ? <VoidedPill reason={activity.voidReason} /> : null}
        actions={
          isVoided ? null : (
            <VoidButton id={activity.id} name={name} action={voidOne.bind(null, org)} redirectTo={path} />
          )
        }
      />
      {isVoided ? (
        <Callout>{t("isVoidedLead")}</Callout>
      ) : (
        <ActivityForm
          id={activity.id}
          action={correct.bind(null, org)}
          peopleUrl={`/api/internal/${org}/people`}
          back={path}
          person={{ value: activity.userId, label: activity.person }}
          values={{
            userId: activity.userId,
            kind: activity.kind,
            occurredOn: day,
            time: time ?? "",
            minutes: activity.minutes ?? undefined,
            participants: activity.participants ?? undefined,
          }}
        />
      )}
    </>
  );
}
