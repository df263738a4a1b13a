import { LIMITS } from "@/lib/facts/rules";
import type { Cells } from "@/lib/imports/cells";
import { contentIds } from "@/lib/imports/content-id";
import { inFuture, type Kind, loadPeople } from "@/lib/imports/run-service";
import { takeBackFacts } from "@/lib/imports/take-back-service";
import { prepareWriter, type Target } from "@/lib/imports/upsert-service";
import { warnOfVoided } from "@/lib/imports/voided-service";

export type ActivityRow = {
  line: number;
  userId: string;
  kind: string;
  occurredAt: string;
  minutes: number | null;
  participants: number | null;
  externalId: string | null;
};
type Row = ActivityRow & { externalId: string };

/** Reads what is said of one activity, or throws RowRefused. */
export const readActivity = (cells: Cells, userId: string): ActivityRow => ({
  line: cells.line,
  userId,
  kind: cells.required("kind", LIMITS.kind),
  occurredAt: cells.requiredMoment("occurred_at"),
  minutes: cells.integer("minutes", 0, LIMITS.minutes),
  participants: cells.integer("participants", 0, LIMITS.participants),
  externalId: cells.text("external_id", LIMITS.externalId),
});

export const activityTarget: Target<ActivityRow> = {
  table: "activities",
  conflict: "ON CONSTRAINT activities_external_id_unique",
  key: ["external_id"],
  columns: {
    user_id: { type: "uuid", value: (row) => row.userId },
    kind: { type: "text", value: (row) => row.kind },
    occurred_at: { type: "timestamptz", value: (row) => row.occurredAt },
    minutes: { type: "integer", value: (row) => row.minutes },
    participants: { type: "integer", value: (row) => row.participants },
    external_id: { type: "text", value: (row) => row.externalId },
  },
  optional: { minutes: "minutes", participants: "participants" },
  person: "user_id",
  isFact: true,
  keepsKey: true,
};

export const activities: Kind = {
  permission: "facts:write",
  undo: (undoing) => takeBackFacts(undoing, activityTarget),
  async prepare(run) {
    const person = await loadPeople(run);
    const contentId = run.contentId ?? contentIds();
    const { write } = await prepareWriter(run, activityTarget);
    return {
      read(cells: Cells): Row {
        const row = readActivity(cells, person(cells));
        const { userId, kind, occurredAt, minutes, participants } = row;
        const externalId = row.externalId ?? contentId([userId, kind, occurredAt, minutes, participants]);
        return { ...row, externalId };
      },
      keys: (row: Row) => [["external_id", row.externalId]],
      warn: (row: Row) => inFuture(run, row.line, row.occurredAt),
      async write(rows: readonly Row[]) {
        return warnOfVoided(run, activityTarget, rows, await write(rows));
      },
    };
  },
};
