import { publishVersions } from "@/lib/achievements/version-service";
import { msg } from "@/lib/errors";
import { UNDONE_REASON } from "@/lib/facts/rules";
import { type AwardRow, type KnownAchievement, readAward } from "@/lib/imports/awards-rows";
import { type Cells, RowRefused } from "@/lib/imports/cells";
import { revokeCreated } from "@/lib/imports/revoke-service";
import { type Kind, loadPeople, type Remark, type Run, type Written } from "@/lib/imports/run-service";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

type Standing = {
  userId: string;
  achievementId: string;
  occurrence: string;
  status: string;
  awardedAt: string;
};

/**
 * Awards of an older system, with its dates: source `import`, no notification. The same award (person, achievement,
 * occurrence and time) is there only once; what was revoked here since stays revoked.
 */
export const awards: Kind = {
  permission: "badges:award",
  module: "achievements_gamification",
  isExport: true,
  undo: (undoing) => revokeCreated(undoing, "earned_badges"),
  async prepare(run) {
    const find = { person: await loadPeople(run), achievement: await loadAchievements(run) };
    return {
      read: (cells: Cells) => readAward(cells, find, run.now),
      keys: (row: AwardRow) => [["achievement", identity(row)]],
      write: (rows: readonly AwardRow[]) => writeAwards(run, rows),
    };
  },
};

const slot = (row: Pick<Standing, "userId" | "achievementId" | "occurrence">) =>
  `${row.userId} ${row.achievementId} ${row.occurrence}`;
const identity = (row: Pick<AwardRow, "userId" | "achievementId" | "occurrence" | "awardedAt">) =>
  `${slot(row)} ${Date.parse(row.awardedAt)}`;

async function loadAchievements({ tx, ctx }: Run): Promise<(cells: Cells) => KnownAchievement> {
  const achievements = await tx.achievement.findMany({
    where: { organizationId: ctx.organization.id },
    select: { id: true, key: true, isRepeatable: true },
  });
  const byKey = new Map(achievements.map((achievement) => [achievement.key, achievement]));
  return (cells) => {
    const achievement = byKey.get(cells.required("achievement", 80));
    if (!achievement) throw new RowRefused("achievement", msg("imports.unknownAchievement"));
    return achievement;
  };
}

async function writeAwards(run: Run, rows: readonly AwardRow[]): Promise<Written> {
  const { tx, ctx } = run;
  const people = [...new Set(rows.map(({ userId }) => userId))];
  // Before the badges, as evaluation does: whoever locked the two in another order could wait for ever.
  await requestEvaluation(tx, ctx, people, "badge");
  const there = await awardsOf(run, people);
  const known = new Set(there.map(identity));
  const held = new Set(there.filter(({ status }) => isStanding(status)).map(slot));
  const created: AwardRow[] = [];
  const rejected: Remark[] = [];
  for (const row of rows) {
    if (known.has(identity(row))) continue;
    if (isStanding(row.status) && held.has(slot(row))) {
      rejected.push({ line: row.line, field: "achievement", reason: msg("imports.alreadyHeld") });
      continue;
    }
    if (isStanding(row.status)) held.add(slot(row));
    created.push(row);
  }
  await insertAwards(run, created);
  return { created: created.length, updated: 0, rejected };
}

const isStanding = (status: string) => status === "awarded" || status === "pending_approval";

function awardsOf({ tx, ctx }: Run, people: readonly string[]): Promise<Standing[]> {
  return tx.$queryRaw<Standing[]>`
    SELECT user_id AS "userId", achievement_id AS "achievementId", occurrence, status::text AS status,
      to_char(awarded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "awardedAt"
    FROM earned_badges WHERE organization_id = ${ctx.organization.id}::uuid AND user_id = ANY(${[...people]}::uuid[])
      AND revocation_reason IS DISTINCT FROM ${UNDONE_REASON}`;
}

async function insertAwards({ tx, ctx, importId }: Run, rows: readonly AwardRow[]): Promise<void> {
  if (rows.length === 0) return;
  const achievements = [...new Set(rows.map(({ achievementId }) => achievementId))];
  await publishVersions(tx, ctx, achievements, { evenInactive: true });
  await tx.$executeRaw`
    INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, status, source,
      met_on, awarded_at, expires_at, revoked_at, revocation_reason, reason, import_id)
    SELECT ${ctx.organization.id}::uuid, r."achievementId", v.id, r."userId", r.occurrence, r.status, 'import', r."metOn",
      r."awardedAt", r."expiresAt", r."revokedAt", CASE WHEN r.status = 'revoked' THEN r.reason END,
      CASE WHEN r.status <> 'revoked' THEN r.reason END, ${importId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r ("achievementId" uuid, "userId" uuid, occurrence text,
      status earned_badge_status, "metOn" date, "awardedAt" timestamptz, "expiresAt" timestamptz, "revokedAt" timestamptz, reason text)
    CROSS JOIN LATERAL (SELECT av.id FROM achievement_versions av WHERE av.organization_id = ${ctx.organization.id}::uuid
      AND av.achievement_id = r."achievementId" ORDER BY av.number DESC LIMIT 1) v`;
}
