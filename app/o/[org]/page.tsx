import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Dashboard } from "@/components/organizations/dashboard";
import { EndingCertificates, RecentBadges } from "@/components/organizations/dashboard-lists";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { Category } from "@/lib/achievements/definition-keys";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { countFlagged } from "@/lib/badges/flag-queries";
import { listBadges } from "@/lib/badges/list-queries";
import { listCertifications } from "@/lib/certifications/list-queries";
import { certificationFilters } from "@/lib/certifications/list-schema";
import { type Ctx, may } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { countAtAGlance } from "@/lib/organizations/dashboard-queries";
import { countFailedJobs } from "@/lib/runs/queries";

type Props = { params: Promise<{ org: string }> };

const SHOWN_BADGES = 8;
const SHOWN_CERTIFICATES = 6;

async function recentBadges(ctx: Ctx) {
  if (!may(ctx, "badges:read") || !ctx.modules.has("achievements_gamification")) return null;
  const { rows } = await listBadges(ctx, badgeFilters.parse({ status: "awarded" }));
  return rows.slice(0, SHOWN_BADGES);
}

/** Badges that wait for somebody to decide whether they stand. */
async function flaggedBadges(ctx: Ctx) {
  if (!may(ctx, "badges:read") || !ctx.modules.has("achievements_gamification")) return 0;
  return countFlagged(ctx);
}

/** The first to end comes first. */
async function endingCertificates(ctx: Ctx) {
  if (!may(ctx, "certifications:read") || !ctx.modules.has("certifications")) return null;
  const first = certificationFilters.parse({ status: "expiring_soon", sort: "expires" });
  return (await listCertifications(ctx, first)).rows.slice(0, SHOWN_CERTIFICATES);
}

/** Those who look after others see how things stand; a peer mentor comes for their own page. */
export default async function DashboardPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, async (ctx) => {
    if (!may(ctx, "people:read")) redirect(`/o/${org}/profile`);
    const [counts, badges, certificates, flagged, failed] = await Promise.all([
      countAtAGlance(ctx),
      recentBadges(ctx),
      endingCertificates(ctx),
      flaggedBadges(ctx),
      may(ctx, "jobs:read") ? countFailedJobs(ctx) : 0,
    ]);
    return { counts, badges, certificates, flagged, failed };
  });
  const t = await getTranslations("organizations.dashboard");
  const f = await formats(ctx.organization.timeZone);
  const home = `/o/${org}`;
  return (
    <>
      <PageHeader title={ctx.organization.name} lead={t("lead")} />
      <div className="space-y-6">
        {data.flagged > 0 ? <Flagged count={data.flagged} path={`${home}/badges?flagged=yes`} /> : null}
        {data.failed > 0 ? <Failed count={data.failed} path={`${home}/jobs?status=failed`} /> : null}
        <Dashboard
          home={home}
          counts={data.counts.map(({ key, count }) => ({ key, value: f.number(count) }))}
          mayAddPeople={may(ctx, "people:write")}
        />
        <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
          {data.badges ? (
            <RecentBadges
              path={`${home}/badges`}
              badges={data.badges.map((badge) => ({
                ...badge,
                category: badge.category as Category,
                icon: badge.icon ?? "",
                awarded: f.shortDate(badge.awardedAt),
              }))}
            />
          ) : null}
          {data.certificates ? (
            <EndingCertificates
              path={`${home}/certifications`}
              certificates={data.certificates.map(({ id, person, type, expiresAt }) => ({
                id,
                person,
                type,
                expires: expiresAt ? f.date(expiresAt) : "",
              }))}
            />
          ) : null}
        </div>
      </div>
    </>
  );
}

async function Flagged({ count, path }: { count: number; path: string }) {
  const t = await getTranslations("flags");
  return (
    <Callout tone="warning" title={t("waiting", { count })}>
      <p>{t("waitingHelp")}</p>
      <p>
        <TextLink href={path}>{t("open")}</TextLink>
      </p>
    </Callout>
  );
}

async function Failed({ count, path }: { count: number; path: string }) {
  const t = await getTranslations("jobs");
  return (
    <Callout tone="warning" title={t("failedCount", { count })}>
      <p>{t("failedHelp")}</p>
      <p>
        <TextLink href={path}>{t("seeFailed")}</TextLink>
      </p>
    </Callout>
  );
}
