import { restoreDetails } from "@/lib/achievements/import-details-service";
import {
  achievementColumns,
  type ImportedAchievement,
  importedAchievement,
} from "@/lib/achievements/import-schema";
import { type UpsertedAchievement, upsertAchievements } from "@/lib/achievements/import-service";
import { iconWarnings } from "@/lib/achievements/rules";
import { publishVersions, requestEvaluationOfAll } from "@/lib/achievements/version-service";
import { msg } from "@/lib/errors";
import { type Cells, RowRefused } from "@/lib/imports/cells";
import type { Kind, Remark, Run, Undoing, Written } from "@/lib/imports/run-service";
import { deleteCreated, restoreRows } from "@/lib/imports/take-back-service";
import type { Undone } from "@/lib/imports/undone";
import { fieldMessages } from "@/lib/validation";

const MAX_CELL = 100_000;

type Row = { line: number; achievement: ImportedAchievement };

function readRow(cells: Cells): Row {
  const texts = achievementColumns.flatMap((name) => {
    const text = cells.text(name, MAX_CELL);
    return text === null ? [] : [[name, text] as const];
  });
  const parsed = importedAchievement.safeParse(Object.fromEntries(texts), { reportInput: true });
  if (parsed.success) return { line: cells.line, achievement: parsed.data };
  const [field = null, reason = msg("field.other")] = Object.entries(fieldMessages(parsed.error))[0] ?? [];
  throw new RowRefused(field, reason);
}

/** Seed 000 valid_badge_icon_url: said, and the row is imported all the same. */
function warningOf({ line, achievement }: Row): Remark | null {
  const [warning] = iconWarnings(achievement.definition.badgeIconUrl);
  return warning ? { line, field: "badge_icon_url", reason: warning.message } : null;
}

/** The rows that were refused against what is there already; reading them found nothing wrong. */
const refusalsOf = (rows: readonly Row[], done: readonly UpsertedAchievement[]): Remark[] =>
  done.flatMap((one, index) => {
    if (one.outcome !== "rejected") return [];
    const [field = null, reason = msg("field.other")] = Object.entries(one.fields)[0] ?? [];
    return [{ line: rows[index]?.line ?? 1, field, reason }];
  });

async function noteChanges(run: Run, rows: readonly Row[], done: readonly UpsertedAchievement[]) {
  const { tx, ctx, importId } = run;
  const updated = done.flatMap((one, index) =>
    one.outcome === "updated" ? [{ line: rows[index]?.line, subject_id: one.id, before: one.before }] : [],
  );
  if (updated.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO import_rows (organization_id, import_id, line, outcome, subject_id, before, after)
    SELECT ${ctx.organization.id}::uuid, ${importId}::uuid, r.line, 'updated', r.subject_id, r.before, to_jsonb(a) || achievement_details(a)
    FROM jsonb_to_recordset(${JSON.stringify(updated)}::text::jsonb) AS r (line integer, subject_id uuid, before jsonb)
    JOIN achievements a ON a.organization_id = ${ctx.organization.id}::uuid AND a.id = r.subject_id`;
}

// What an import can have changed; the key and what has become of the achievement since stay.
const RESTORED =
  `name description badge_icon_url category trigger_type trigger_threshold trigger_metadata criteria status
  is_repeatable sort_order unmet_policy needs_approval renewable expire_date expire_period tags language version
  image_caption image_author_name image_author_email image_author_url issuer_name issuer_url issuer_contact message
  message_subject attachment notification type course_id payment_amount payment_currency`.split(/\s+/);

/** New ones are deleted, unless they have been awarded: those stay, and are no longer active. */
async function takeBack(undoing: Undoing): Promise<Undone> {
  const { tx, ctx, importId } = undoing;
  const { people, ...restored } = await restoreRows(undoing, "achievements", RESTORED);
  await restoreDetails(tx, ctx, importId);
  const deleted = await deleteCreated(undoing, "achievements");
  await tx.achievement.updateMany({
    where: { organizationId: ctx.organization.id, importId, status: "active" },
    data: { status: "inactive" },
  });
  const changed = await tx.importRow.findMany({
    where: { organizationId: ctx.organization.id, importId, outcome: "updated" },
    select: { subjectId: true },
  });
  await publishVersions(
    tx,
    ctx,
    changed.flatMap(({ subjectId }) => subjectId ?? []),
  );
  await requestEvaluationOfAll(tx, ctx);
  return { ...restored, ...deleted, people };
}

/** Definitions by key. Whoever is touched is everybody, and the slice of achievements asks for that itself. */
export const achievements: Kind = {
  permission: "achievements:write",
  module: "achievements_gamification",
  undo: takeBack,
  async prepare(run) {
    return {
      read: readRow,
      warn: warningOf,
      keys: (row: Row) => [["key", row.achievement.definition.key]],
      async write(rows: readonly Row[]): Promise<Written> {
        const definitions = rows.map(({ achievement }) => achievement);
        const done = await upsertAchievements(run.tx, run.ctx, definitions, run.importId);
        await noteChanges(run, rows, done);
        const count = (outcome: UpsertedAchievement["outcome"]) =>
          done.filter((one) => one.outcome === outcome).length;
        return { created: count("created"), updated: count("updated"), rejected: refusalsOf(rows, done) };
      },
    };
  },
};
