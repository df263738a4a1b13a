import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { add } from "@/app/o/[org]/activity/actions";
import { ActivityForm } from "@/components/facts/activity-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { isoDay } from "@/lib/format";
import { inPage } from "@/lib/http/page";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("activity.add") };
}

export default async function NewActivityPage({ params }: Props) {
  const { org } = await params;
  const { ctx } = await inPage(org, async (ctx) => authorize(ctx, "facts:write"));
  const t = await getTranslations("facts");
  const path = `/o/${org}/activity`;
  const occurredOn = isoDay(new Date(), ctx.organization.timeZone);
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("activity.title") }]} />
      <PageHeader title={t("activity.add")} />
      <ActivityForm
        action={add.bind(null, org)}
        peopleUrl={`/api/internal/${org}/people`}
        back={path}
        person={null}
        values={{ userId: "", kind: "", occurredOn, time: "", minutes: undefined, participants: undefined }}
      />
    </>
  );
}
