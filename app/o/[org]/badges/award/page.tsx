import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { AwardForm } from "@/components/badges/award-form";
import type { SearchParams } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { type Awardee, findAwardee } from "@/lib/badges/awardee-queries";
import { listAchievementChoices } from "@/lib/badges/queries";
import { dayOf } from "@/lib/badges/rules";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { award } from "../actions";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

/** A link may name the person and the achievement; what does not fit is left for the form to ask. */
const preset = z.object({
  person: z.uuid().optional().catch(undefined),
  achievement: z.uuid().optional().catch(undefined),
});

const toOption = ({ userId, name, detail }: Awardee) => ({
  value: userId,
  label: name,
  ...(detail ? { detail } : {}),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("badges"))("award.title") };
}

export default async function AwardPage({ params, searchParams }: Props) {
  const { org } = await params;
  const wanted = preset.parse(await searchParams);
  const { ctx, data } = await inPage(org, async (ctx) => {
    authorize(ctx, "badges:award");
    const choices = await listAchievementChoices(ctx);
    return {
      achievements: choices.filter(({ isActive }) => isActive),
      person: wanted.person ? await findAwardee(ctx, wanted.person) : null,
    };
  });
  const t = await getTranslations("badges");
  const path = `/o/${org}/badges`;
  const isOffered = data.achievements.some(({ id }) => id === wanted.achievement);
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("list.title") }]} />
      <PageHeader title={t("award.title")} lead={t("award.lead")} />
      {data.achievements.length === 0 ? (
        <EmptyState title={t("award.noAchievements")}>{t("award.noAchievementsHelp")}</EmptyState>
      ) : (
        <ClientMessages namespaces={["badges", "byHand"]}>
          <AwardForm
            action={award.bind(null, org)}
            path={path}
            peopleUrl={`${path}/award/people`}
            achievements={data.achievements.map(({ id, name }) => ({ value: id, label: name }))}
            person={data.person && toOption(data.person)}
            achievementId={isOffered ? (wanted.achievement ?? null) : null}
            today={dayOf(new Date(), ctx.organization.timeZone).toString()}
            idempotencyKey={randomUUID()}
          />
        </ClientMessages>
      )}
    </>
  );
}
