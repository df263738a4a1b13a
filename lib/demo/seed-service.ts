import { Temporal } from "temporal-polyfill";
import { setUpOrganization } from "@/lib/achievements/organization-setup-service";
import { deleteAchievement } from "@/lib/achievements/service";
import { hashPassword } from "@/lib/auth/password";
import { slugOf } from "@/lib/badge-page/profile-rules";
import { awardBadge } from "@/lib/badges/award-service";
import type { Ctx } from "@/lib/context";
import { refreshDashboard } from "@/lib/dashboard/refresh-service";
import { asPlatform, inTenant } from "@/lib/db";
import { DEMO_GLOBAL_ADMIN, DEMO_PASSWORD, demoAccounts, demoPlans } from "@/lib/demo/accounts";
import { giveByHand } from "@/lib/demo/by-hand-service";
import { type Cast, certify } from "@/lib/demo/certificates-service";
import type { DemoPlan } from "@/lib/demo/plan";
import { askForThings } from "@/lib/demo/requests-service";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { importRecords } from "@/lib/imports/import-service";
import { organizationContext } from "@/lib/organizations/context-queries";
import { recalculatePeriod } from "@/lib/tiers/close-service";
import { importLadder } from "@/lib/tiers/import-service";

const operator = { kind: "command" } as const;

/**
 * Makes the demo organisations through the services that pages use, once; false when they have been made before.
 * Cut off half way it goes on with the organisations that are missing: each stands only when its last step is done.
 */
export async function seedDemo(): Promise<{ seeded: boolean }> {
  const before = await asPlatform((tx) => tx.installation.findFirst({ select: { demoSeededAt: true } }));
  if (before?.demoSeededAt) return { seeded: false };
  const today = Temporal.Now.plainDateISO("Europe/Oslo");
  for (const plan of demoPlans(today)) await seedOrganization(plan, today);
  await openAccounts();
  await asPlatform((tx, now) => tx.installation.updateMany({ data: { demoSeededAt: now } }));
  return { seeded: true };
}

async function contextOf(plan: DemoPlan): Promise<Ctx> {
  const known = await asPlatform((tx) =>
    tx.organization.findFirst({ where: { slug: plan.slug }, select: { id: true } }),
  );
  if (!known) {
    const { slug, name, locale, prefix } = plan;
    await setUpOrganization(operator, {
      slug,
      name,
      locale,
      certificatePrefix: prefix,
      timeZone: "Europe/Oslo",
    });
  }
  return organizationContext({ slug: plan.slug }, operator);
}

/** Every step can be repeated: imports by their keys, certificates and awards by theirs. */
async function seedOrganization(plan: DemoPlan, today: Temporal.PlainDate): Promise<void> {
  const ctx = await contextOf(plan);
  const load = (kind: Parameters<typeof importRecords>[1]["kind"], records: readonly object[]) =>
    importRecords(ctx, {
      kind,
      records: records as Readonly<Record<string, unknown>>[],
      fileName: `demo-${kind}.json`,
    });
  await load("people", plan.people);
  await load("courses", plan.courses);
  await load("course_registrations", plan.registrations);
  await load("activities", plan.activities);
  await load("referrals", plan.referrals);
  await load("achievements", plan.achievements);
  await dropDrafts(ctx);
  if (plan.isOpen) await openProfiles(ctx);
  const users = await usersOf(ctx);
  const coordinator = plan.people.find(({ role }) => role === "coordinator");
  const acting = (daysAgo: number): Ctx => ({
    ...ctx,
    actor: {
      kind: "user",
      userId: users.get(coordinator?.person ?? "") ?? "",
      role: "coordinator",
      name: coordinator?.name ?? "",
    },
    asOf: noonOf(today.subtract({ days: daysAgo })),
  });
  await certify(plan, ctx, { users, acting });
  await award(plan, ctx, { users, acting });
  await askForThings(plan, ctx, { users, today });
  await climb(plan, ctx, today);
  await evaluateEverybody(ctx);
  await rememberTold(ctx);
  await spread(ctx);
  await refreshDashboard(ctx);
}

/** They earned it over two years, not today: nobody's inbox is full, and no mail goes out. */
const rememberTold = (ctx: Ctx) =>
  inTenant(ctx, (tx, now) =>
    tx.notification.updateMany({
      where: {
        organizationId: ctx.organization.id,
        kind: {
          in: ["badge_awarded", "tier_reached", "approval_wanted", "mistake_reported", "pause_wanted"],
        },
      },
      data: { readAt: now, mailState: "none", mailNextTryAt: null },
    }),
  );

/** Nor were they all awarded today: each on the day it was earned, at noon, as it would have been. */
const spread = (ctx: Ctx) =>
  inTenant(
    ctx,
    (tx) => tx.$executeRaw`
      UPDATE earned_badges SET awarded_at = (met_on + time '12:00') AT TIME ZONE ${ctx.organization.timeZone}
      WHERE organization_id = ${ctx.organization.id}::uuid AND source = 'automatic' AND status = 'awarded'
        AND met_on < (now() AT TIME ZONE ${ctx.organization.timeZone})::date`,
  );

/** The ladder, and who stood where in the periods before this one; those are over. */
async function climb(plan: DemoPlan, ctx: Ctx, today: Temporal.PlainDate): Promise<void> {
  await importLadder(ctx, plan.tiers);
  const kinds = new Set(plan.tiers.map(({ award_period: kind }) => kind));
  if (kinds.has("annual")) await recalculatePeriod(ctx, { period: String(today.year - 1) });
  if (!kinds.has("seasonal")) return;
  for (const back of [6, 3]) {
    const day = today.subtract({ months: back });
    await recalculatePeriod(ctx, { period: `${day.year}-Q${Math.ceil(day.month / 3)}` });
  }
}

/** The platform's drafts would stand between the organisation's own achievements, and say the same. */
async function dropDrafts(ctx: Ctx): Promise<void> {
  const drafts = await inTenant(ctx, (tx) =>
    tx.achievement.findMany({
      where: { organizationId: ctx.organization.id, status: "draft" },
      select: { id: true },
    }),
  );
  for (const { id } of drafts) await deleteAchievement(ctx, { id });
}

const noonOf = (day: Temporal.PlainDate): Date =>
  new Date(day.toZonedDateTime({ timeZone: "Europe/Oslo", plainTime: "12:00" }).epochMilliseconds);

const usersOf = (ctx: Ctx): Promise<Map<string, string>> =>
  inTenant(ctx, async (tx) => {
    const rows = await tx.membership.findMany({
      where: { organizationId: ctx.organization.id, externalRef: { not: null } },
      select: { externalRef: true, userId: true },
    });
    return new Map(rows.map(({ externalRef, userId }) => [externalRef ?? "", userId]));
  });

async function award(plan: DemoPlan, ctx: Ctx, { users, acting }: Cast): Promise<void> {
  for (const { person, achievement: key, reason, daysAgo } of plan.awards) {
    const achievement = await inTenant(ctx, (tx) =>
      tx.achievement.findFirstOrThrow({
        where: { organizationId: ctx.organization.id, key },
        select: { id: true },
      }),
    );
    await awardBadge(acting(daysAgo), {
      userId: users.get(person) ?? "",
      achievementId: achievement.id,
      reason,
      idempotencyKey: `demo-${key}-${person}`,
    });
    await giveByHand(plan, { users, acting, achievementId: achievement.id });
  }
}

const openProfiles = (ctx: Ctx) =>
  inTenant(ctx, async (tx) => {
    const organizationId = ctx.organization.id;
    await tx.membership.updateMany({ where: { organizationId }, data: { profileVisibility: "public" } });
    for (const { name, email, organization } of demoAccounts()) {
      if (organization !== ctx.organization.slug) continue;
      await tx.membership.updateMany({
        where: { organizationId, email },
        data: { profileSlug: slugOf(name), profileCertificates: true },
      });
    }
  });

/** One password for everybody who is named at the start; the demo is only ever on one's own machine. */
async function openAccounts(): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const emails = demoAccounts().map(({ email }) => email);
  await asPlatform(async (tx, now) => {
    await tx.user.createMany({ data: { ...DEMO_GLOBAL_ADMIN, isGlobalAdmin: true }, skipDuplicates: true });
    await tx.user.updateMany({
      where: { email: { in: emails } },
      data: { passwordHash, passwordChangedAt: now },
    });
  });
}
