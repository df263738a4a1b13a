import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { add } from "@/app/o/[org]/activity/actions";
import { NewActivityForm } from "@/components/facts/activity-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { listActivityKinds } from "@/lib/facts/activity-queries";
import { isoDay } from "@/lib/format";
import { inPage } from "@/lib/http/page";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("activity.add") };
}

export default async function NewActivityPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data: kinds } = await inPage(org, async (ctx) => {
    authorize(ctx, "facts:write");
    return await listActivityKinds(ctx);
  });
  const t = await getTranslations("facts");
  const path = `/o/${org}/activity`;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("activity.title") }]} />
      <PageHeader title={t("activity.add")} />
      <NewActivityForm
        action={add.bind(null, org)}
        peopleUrl={`/api/internal/${org}/people`}
        back={path}
        kinds={kinds}
        today={isoDay(new Date(), ctx.organization.timeZone)}
        idempotencyKey={randomUUID()}
      />
    </>
  );
}
