import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Dashboard } from "@/components/organizations/dashboard";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/auth/policy";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { countAtAGlance } from "@/lib/organizations/dashboard-queries";

type Props = { params: Promise<{ org: string }> };

/** Those who look after others see how things stand; a peer mentor comes for their own page. */
export default async function DashboardPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, async (ctx) => {
    if (ctx.actor.kind === "user" && !can(ctx.actor.role, "people:read")) redirect(`/o/${org}/profile`);
    return countAtAGlance(ctx);
  });
  const t = await getTranslations("organizations.dashboard");
  const f = await formats(ctx.organization.timeZone);
  return (
    <>
      <PageHeader title={ctx.organization.name} lead={t("lead")} />
      <Dashboard
        home={`/o/${org}`}
        counts={data.map(({ key, count }) => ({ key, value: f.number(count) }))}
        mayAddPeople={ctx.actor.kind === "user" && can(ctx.actor.role, "people:write")}
      />
    </>
  );
}
