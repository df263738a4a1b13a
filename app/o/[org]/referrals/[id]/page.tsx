import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { writeMoment } from "@/app/o/[org]/activity/written";
import { correct, voidOne } from "@/app/o/[org]/referrals/actions";
import { VoidedPill } from "@/components/facts/fact-state";
import { ReferralForm } from "@/components/facts/referral-form";
import { VoidButton } from "@/components/facts/void-button";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { authorize, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { localParts } from "@/lib/facts/moments";
import { getReferral } from "@/lib/facts/referral-queries";
import { factId } from "@/lib/facts/schema";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ org: string; id: string }> };

async function read(ctx: Ctx, id: string) {
  authorize(ctx, "facts:write");
  const known = factId.safeParse({ id });
  if (!known.success) throw notFound("referral");
  return getReferral(ctx, known.data.id);
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("referral.edit") };
}

export default async function ReferralPage({ params }: Props) {
  const { org, id } = await params;
  const { ctx, data: referral } = await inPage(org, (ctx) => read(ctx, id));
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/referrals`;
  const name = t("referral.name", { person: referral.person, when: writeMoment(referral.occurredAt, f) });
  const { day, time } = localParts(referral.occurredAt, ctx.organization.timeZone);
  const isVoided = referral.voidedAt !== null;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("referral.title") }]} />
      <PageHeader
        title={t("referral.edit")}
        lead={name}
        status={isVoided ? <VoidedPill reason={referral.voidReason} /> : null}
        actions={
          isVoided ? null : (
            <VoidButton id={referral.id} name={name} action={voidOne.bind(null, org)} redirectTo={path} />
          )
        }
      />
      {isVoided ? (
        <Callout>{t("isVoidedLead")}</Callout>
      ) : (
        <ReferralForm
          id={referral.id}
          action={correct.bind(null, org)}
          peopleUrl={`/api/internal/${org}/people`}
          back={path}
          person={{ value: referral.userId, label: referral.person }}
          values={{
            userId: referral.userId,
            occurredOn: day,
            time: time ?? "",
            status: referral.status,
          }}
        />
      )}
    </>
  );
}
