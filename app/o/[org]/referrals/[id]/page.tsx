import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import { correct, voidOne } from "@/app/o/[org]/referrals/actions";
import type { SearchParams } from "@/components/data-table/table-link";
import { FactHistory } from "@/components/facts/fact-history";
import { VoidedPill } from "@/components/facts/fact-state";
import { ReferralCorrectionForm } from "@/components/facts/referral-form";
import { VoidButton } from "@/components/facts/void-button";
import { writeMoment } from "@/components/facts/written-moment";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { localOf } from "@/lib/facts/moment-rules";
import { getReferral } from "@/lib/facts/referral-queries";
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
  if (!known.success) throw notFound("referral");
  return getReferral(ctx, known.data.id);
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("referral.edit") };
}

export default async function ReferralPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const { ctx, data: referral } = await inPage(org, (ctx) => read(ctx, id));
  const { person, status, version, voided } = referral;
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/referrals`;
  const said = { person: person.name, when: writeMoment(referral.occurredAt, f) };
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("referral.title") }]} />
      <PageHeader
        title={t("referral.heading", said)}
        status={<VoidedPill isVoided={voided !== null} />}
        actions={
          voided ? null : (
            <ClientMessages namespaces={["facts", "voiding"]}>
              <VoidButton
                id={referral.id}
                label={t("referral.void")}
                name={t("referral.name", said)}
                person={person.name}
                effectsUrl={`/api/internal/${org}/void-preview?fact=referral&id=${referral.id}`}
                action={voidOne.bind(null, org)}
                redirectTo={path}
              />
            </ClientMessages>
          )
        }
      />
      <FactHistory history={referral} dateTime={f.dateTime} />
      {voided ? null : (
        <ReferralCorrectionForm
          action={correct.bind(null, org)}
          peopleUrl={`/api/internal/${org}/people`}
          back={path}
          person={{ value: person.userId, label: person.name }}
          referral={{
            id: referral.id,
            version,
            userId: person.userId,
            ...localOf(referral.occurredAt, ctx.organization.timeZone),
            status,
          }}
        />
      )}
      <div className="mt-6">
        <RecordHistorySection
          ctx={ctx}
          kind="referral"
          id={referral.id}
          path={`${path}/${referral.id}`}
          wanted={(await searchParams).history}
        />
      </div>
    </>
  );
}
