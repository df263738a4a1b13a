import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FirstSteps, Glance } from "@/components/dashboard/glance";
import { Queue } from "@/components/dashboard/queue";
import { RecentBadges } from "@/components/dashboard/recent-badges";
import { Late } from "@/components/ui/late";
import { PageHeader } from "@/components/ui/page-header";
import { Coming, Skeleton } from "@/components/ui/skeleton";
import type { Category } from "@/lib/achievements/definition-keys";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { type BadgeRow, listBadges } from "@/lib/badges/list-queries";
import { type Ctx, may } from "@/lib/context";
import { readQueueAndFigures } from "@/lib/dashboard/dashboard-queries";
import type { NowFigures } from "@/lib/dashboard/figures";
import type { QueueSection } from "@/lib/dashboard/queue-kinds";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { FiguresInShort } from "./figures/in-short";
import { queueActions } from "./queue/bound";
import { writtenQueue } from "./queue/written";

type Props = { params: Promise<{ org: string }> };

const SHOWN_BADGES = 8;

async function recentBadges(ctx: Ctx): Promise<readonly BadgeRow[] | null> {
  if (!may(ctx, "badges:read") || !ctx.modules.has("achievements_gamification")) return null;
  const asked = { ...badgeFilters.parse({ status: "awarded" }), size: SHOWN_BADGES };
  return (await listBadges(ctx, asked)).rows;
}

/** Only the two decisions about what is flagged are worded in the browser. */
const spokenIn = (queue: readonly QueueSection[]) =>
  queue.some(({ kind }) => kind === "flagged") ? ["flags", "badges"] : [];

/** Those who look after others see what waits and how things stand; a peer mentor comes for their own page. */
export default async function DashboardPage({ params }: Props) {
  const { org } = await params;
  const { ctx } = await inPage(org, async (ctx) => {
    if (!may(ctx, "reports:read")) redirect(`/o/${org}/profile`);
  });
  const t = await getTranslations("organizations.dashboard");
  return (
    <>
      <PageHeader title={ctx.organization.name} lead={t("lead")} />
      <Late fallback={<Shape />} part={Parts({ ctx })} />
    </>
  );
}

/** What waits, the numbers, and what was earned last. */
async function Parts({ ctx }: { ctx: Ctx }) {
  const org = ctx.organization.slug;
  const [{ queue, figures: dashboard }, badges] = await Promise.all([
    readQueueAndFigures(ctx, "this-year"),
    recentBadges(ctx),
  ]);
  const home = `/o/${org}`;
  const { now, asOf } = dashboard;
  const isNew = now !== null && now.people <= 1 && now.activities === 0 && badges?.length === 0;
  return (
    <div className="space-y-8">
      {isNew ? <FirstSteps home={home} mayAddPeople={may(ctx, "people:write")} /> : null}
      <ClientMessages namespaces={spokenIn(queue)} errors={["dashboard", "flags", "badges"]}>
        <Queue sections={await writtenQueue(ctx, queue, asOf)} actions={queueActions(org)} />
      </ClientMessages>
      {now ? <Glance home={home} counts={await writtenCounts(ctx, now)} /> : null}
      <FiguresInShort ctx={ctx} data={dashboard} />
      {badges ? <Recent ctx={ctx} badges={badges} /> : null}
    </div>
  );
}

const Shape = () => (
  <Coming className="space-y-8">
    <div>
      <Skeleton className="mb-4 h-7 w-56 max-w-full" />
      <div className="grid gap-4 xl:grid-cols-2">
        {["a", "b", "c", "d"].map((one) => (
          <Skeleton key={one} className="h-96 w-full" />
        ))}
      </div>
    </div>
    <Skeleton className="h-28 w-full" />
  </Coming>
);

const MODULE_OF = {
  achievements: "achievements_gamification",
  badges: "achievements_gamification",
  certifications: "certifications",
} as const;

async function writtenCounts({ organization, modules }: Ctx, now: NowFigures) {
  const f = await formats(organization.timeZone);
  const keys = ["people", "activities", "achievements", "badges", "certifications"] as const;
  return keys
    .filter((key) => !(key in MODULE_OF) || modules.has(MODULE_OF[key as keyof typeof MODULE_OF]))
    .map((key) => ({ key, value: f.number(now[key]) }));
}

async function Recent({ ctx, badges }: { ctx: Ctx; badges: readonly BadgeRow[] }) {
  const f = await formats(ctx.organization.timeZone);
  const shown = badges.map((badge) => ({
    ...badge,
    category: badge.category as Category,
    icon: badge.icon ?? "",
    awarded: f.shortDate(badge.awardedAt),
  }));
  return <RecentBadges path={`/o/${ctx.organization.slug}/badges`} badges={shown} />;
}
