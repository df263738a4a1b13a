import { LIMITS, REFERRAL_STATUSES } from "@/lib/facts/rules";
import type { Cells } from "@/lib/imports/cells";
import { contentIds } from "@/lib/imports/content-id";
import { inFuture, type Kind, loadPeople } from "@/lib/imports/run-service";
import { takeBackFacts } from "@/lib/imports/take-back-service";
import { prepareWriter, type Target } from "@/lib/imports/upsert-service";
import { warnOfVoided } from "@/lib/imports/voided-service";

export type ReferralRow = {
  line: number;
  userId: string;
  occurredAt: string;
  status: string;
  externalId: string | null;
};
type Row = ReferralRow & { externalId: string };

/** Reads what is said of one referral, or throws RowRefused. */
export const readReferral = (cells: Cells, userId: string): ReferralRow => ({
  line: cells.line,
  userId,
  occurredAt: cells.requiredMoment("occurred_at"),
  status: cells.choice("status", REFERRAL_STATUSES) ?? "pending",
  externalId: cells.text("external_id", LIMITS.externalId),
});

export const referralTarget: Target<ReferralRow> = {
  table: "referrals",
  conflict: "ON CONSTRAINT referrals_external_id_unique",
  key: ["external_id"],
  columns: {
    referrer_user_id: { type: "uuid", value: (row) => row.userId },
    occurred_at: { type: "timestamptz", value: (row) => row.occurredAt },
    status: { type: "referral_status", value: (row) => row.status },
    external_id: { type: "text", value: (row) => row.externalId },
  },
  optional: { status: "status" },
  person: "referrer_user_id",
  isFact: true,
  keepsKey: true,
};

export const referrals: Kind = {
  permission: "facts:write",
  undo: (undoing) => takeBackFacts(undoing, referralTarget),
  async prepare(run) {
    const person = await loadPeople(run);
    const contentId = run.contentId ?? contentIds();
    const { write } = await prepareWriter(run, referralTarget);
    return {
      read(cells: Cells): Row {
        const row = readReferral(cells, person(cells));
        const externalId = row.externalId ?? contentId([row.userId, row.occurredAt, row.status]);
        return { ...row, externalId };
      },
      keys: (row: Row) => [["external_id", row.externalId]],
      warn: (row: Row) => inFuture(run, row.line, row.occurredAt),
      async write(rows: readonly Row[]) {
        return warnOfVoided(run, referralTarget, rows, await write(rows));
      },
    };
  },
};
