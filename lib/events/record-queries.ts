import type { Permission } from "@/lib/auth/policy";
import { authorize, type Ctx, may } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { plainChanges, type RecordKind } from "@/lib/events/record-rules";
import { Prisma } from "@/lib/generated/prisma/client";

export type RecordedDeed = Readonly<{
  at: Date;
  /** `updated`: what was done, without the kind of thing; of what is named after something else, all of it: `payment_marked`. */
  deed: string;
  actorKind: "user" | "system" | "command" | "api_key";
  /** As the organisation knows them, a key by its name; null for jobs, the command line and people from outside. */
  actorName: string | null;
  /** A global admin need not be known to the organisation. */
  isGlobalAdmin: boolean;
  changes: ReturnType<typeof plainChanges>;
  /** Why, where somebody had to say. */
  reason: string | null;
  /** Which of its kind it was done to, by its name or address, where all of a kind are asked for. */
  which: string | null;
}>;

export type RecordHistory = Readonly<{
  /** Newest first. */
  deeds: readonly RecordedDeed[];
  hasMore: boolean;
  /** The people that changes name, by their ids. */
  names: Readonly<Record<string, string>>;
}>;

/** Who may see a thing may see what was done to it … */
const READ: Readonly<Record<RecordKind, Permission>> = {
  person: "people:read",
  achievement: "achievements:read",
  badge: "badges:read",
  tier: "tiers:read",
  activity: "facts:read",
  referral: "facts:read",
  course: "facts:read",
  course_registration: "facts:read",
  certification_type: "certification_types:read",
  mistake: "mistakes:read",
  import: "imports:read",
  job: "jobs:read",
  api_key: "api_keys:read",
  webhook: "settings:read",
};

/** … except for what is between the person and whoever administers the organisation. */
const WITHHELD = ["person.invited", "badge.shared", "badge.share_withdrawn", "badge.shown", "badge.hidden"];

/** What is named after something else and was done to a thing all the same, for whoever may read that. */
const BESIDES: readonly Readonly<{ kind: RecordKind; family: string; needs: Permission }>[] = [
  { kind: "badge", family: "payment", needs: "reports:read" },
];

type Row = Omit<RecordedDeed, "changes" | "reason"> & Readonly<{ before: unknown; after: unknown }>;
/** Without `id`: all things of the kind, for those that have no page of their own. */
type Wanted = Readonly<{ kind: RecordKind; id: string | null; most: number }>;

const reasonOf = (after: unknown): string | null => {
  const reason = (after as { reason?: unknown } | null)?.reason;
  return typeof reason === "string" && reason !== "" ? reason : null;
};

/** What was done to one thing, or to all of a kind, newest first, at most `most`. An unknown or foreign id has no history. */
export async function recordHistory(ctx: Ctx, { kind, id, most }: Wanted): Promise<RecordHistory> {
  authorize(ctx, READ[kind]);
  const withheld = may(ctx, "audit:read") ? [] : WITHHELD;
  const besides = BESIDES.filter((one) => one.kind === kind && may(ctx, one.needs));
  const families = [kind, ...besides.map(({ family }) => family)];
  const organizationId = ctx.organization.id;
  const which = id === null ? Prisma.sql`true` : Prisma.sql`subject_id = ${id}::uuid`;
  return inTenant(ctx, async (tx) => {
    const found = await tx.$queryRaw<Row[]>`
      SELECT l.occurred_at AS at, CASE split_part(l.action, '.', 1) WHEN ${kind} THEN split_part(l.action, '.', 2)
          ELSE replace(l.action, '.', '_') END AS deed, l.actor_kind::text AS "actorKind",
        coalesce(actor.display_name, k.name) AS "actorName",
        l.actor_role IS NOT DISTINCT FROM 'global_admin' AS "isGlobalAdmin", l.before, l.after,
        CASE WHEN ${id}::uuid IS NULL THEN coalesce(l.after ->> 'name', l.before ->> 'name', l.after ->> 'url', l.before ->> 'url') END AS which
      FROM (SELECT * FROM audit_log WHERE organization_id = ${organizationId}::uuid AND subject_type = ${kind}
          AND ${which} AND split_part(action, '.', 1) = ANY (${families}::text[]) AND NOT (action = ANY (${withheld}::text[]))
        ORDER BY seq DESC LIMIT ${most + 1}) l
      LEFT JOIN memberships actor ON actor.organization_id = l.organization_id AND actor.user_id = l.actor_user_id
      LEFT JOIN api_keys k ON k.organization_id = l.organization_id AND k.id = l.actor_api_key_id
      ORDER BY l.seq DESC`;
    const deeds = found.slice(0, most).map(({ before, after, ...row }) => ({
      ...row,
      changes: plainChanges(kind, before, after),
      reason: reasonOf(after),
    }));
    const named = deeds.flatMap(({ changes }) =>
      changes.filter(({ as }) => as === "person").flatMap(({ before, after }) => [before, after]),
    );
    const userIds = [...new Set(named.filter((one) => typeof one === "string"))];
    const people = await tx.membership.findMany({
      where: { organizationId, userId: { in: userIds } },
      select: { userId: true, displayName: true },
    });
    return {
      deeds,
      hasMore: found.length > most,
      names: Object.fromEntries(people.map(({ userId, displayName }) => [userId, displayName])),
    };
  });
}
