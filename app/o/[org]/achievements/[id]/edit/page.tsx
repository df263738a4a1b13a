import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { AchievementForm } from "@/components/achievements/achievement-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { type AchievementView, getAchievement } from "@/lib/achievements/queries";
import type { AchievementInput } from "@/lib/achievements/schema";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { update } from "../../actions";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("achievements"))("detail.edit") };
}

/** The definition as the form has it: nothing is null, criteria are text, and what goes without saying is not said. */
function inputOf(view: AchievementView): AchievementInput {
  const { id: _id, status: _status, updatedAt: _updatedAt, criteria, ...definition } = view;
  const { period, year, unit } = view.triggerMetadata;
  return {
    ...definition,
    triggerMetadata: {
      period: period === "lifetime" ? undefined : period,
      year,
      unit: unit === "week" ? undefined : unit,
    },
    badgeIconUrl: view.badgeIconUrl ?? "",
    triggerThreshold: view.triggerThreshold ?? undefined,
    expireDate: view.expireDate ?? undefined,
    expirePeriod: view.expirePeriod ?? undefined,
    criteria: criteria ? JSON.stringify(criteria, null, 2) : undefined,
  };
}

export default async function EditAchievementPage({ params }: Props) {
  const { org, id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const { data } = await inPage(org, (ctx) => {
    authorize(ctx, "achievements:write");
    return getAchievement(ctx, { id });
  });
  const t = await getTranslations("achievements");
  const path = `/o/${org}/achievements`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: t("list.title") },
          { href: `${path}/${id}`, label: data.name },
        ]}
      />
      <PageHeader title={t("form.editTitle", { name: data.name })} lead={t("form.editLead")} />
      <ClientMessages namespaces={["achievements", "criteria"]}>
        <AchievementForm update={update.bind(null, org)} id={id} initial={inputOf(data)} path={path} />
      </ClientMessages>
    </>
  );
}
