import { LIMITS } from "@/lib/facts/rules";
import type { Cells } from "@/lib/imports/cells";
import { contentIds } from "@/lib/imports/content-id";
import { inFuture, type Kind, loadPeople } from "@/lib/imports/run-service";
import { takeBackFacts } from "@/lib/imports/take-back-service";
import { prepareWriter, type Target } from "@/lib/imports/upsert-service";
import { warnOfVoided } from "@/lib/imports/voided-service";

type Row = {
  line: number;
  userId: string;
  kind: string;
  occurredAt: string;
  minutes: number | null;
  participants: number | null;
  externalId: string;
};

const target: Target<Row> = {
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
  undo: (undoing) => takeBackFacts(undoing, target),
  async prepare(run) {
    const person = await loadPeople(run);
    const contentId = contentIds();
    const { write } = await prepareWriter(run, target);
    return {
      read(cells: Cells): Row {
        const row = {
          userId: person(cells),
          kind: cells.required("kind", LIMITS.kind),
          occurredAt: cells.requiredMoment("occurred_at"),
          minutes: cells.integer("minutes", 0, LIMITS.minutes),
          participants: cells.integer("participants", 0, LIMITS.participants),
        };
        const externalId = cells.text("external_id", LIMITS.externalId) ?? contentId(Object.values(row));
        return { line: cells.line, ...row, externalId };
      },
      keys: (row: Row) => [["external_id", row.externalId]],
      warn: (row: Row) => inFuture(run, row.line, row.occurredAt),
      async write(rows: readonly Row[]) {
        return warnOfVoided(run, target, rows, await write(rows));
      },
    };
  },
};
