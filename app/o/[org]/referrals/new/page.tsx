import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { add } from "@/app/o/[org]/referrals/actions";
import { NewReferralForm } from "@/components/facts/referral-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { isoDay } from "@/lib/format";
import { inPage } from "@/lib/http/page";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("referral.add") };
}

export default async function NewReferralPage({ params }: Props) {
  const { org } = await params;
  const { ctx } = await inPage(org, async (ctx) => authorize(ctx, "facts:write"));
  const t = await getTranslations("facts");
  const path = `/o/${org}/referrals`;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("referral.title") }]} />
      <PageHeader title={t("referral.add")} />
      <NewReferralForm
        action={add.bind(null, org)}
        peopleUrl={`/api/internal/${org}/people`}
        back={path}
        today={isoDay(new Date(), ctx.organization.timeZone)}
        idempotencyKey={randomUUID()}
      />
    </>
  );
}
