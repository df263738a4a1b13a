import { getTranslations } from "next-intl/server";
import { backfill } from "@/app/o/[org]/jobs/actions";
import { StartJob } from "@/components/jobs/start-job";
import type { AchievementView } from "@/lib/achievements/queries";
import { type Ctx, may } from "@/lib/context";
import { ClientMessages } from "@/lib/i18n/client-messages";

type Props = { ctx: Ctx; achievement: Pick<AchievementView, "id" | "status" | "triggerType"> };

/** Looks at everybody for one achievement in use that is not given by hand, as a job that can be watched. */
export async function EvaluateNow({ ctx, achievement: { id, status, triggerType } }: Props) {
  if (status !== "active" || triggerType === "manual" || !may(ctx, "jobs:write")) return null;
  const t = await getTranslations("jobs");
  const org = ctx.organization.slug;
  return (
    <ClientMessages namespaces={["jobs"]}>
      <StartJob label={t("backfill")} start={backfill.bind(null, org, { id })} path={`/o/${org}/jobs`} />
    </ClientMessages>
  );
}
