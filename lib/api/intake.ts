import type { Received } from "@/lib/api/rules";
import { MAX_SOURCE } from "@/lib/api/rules";
import type { Permission } from "@/lib/auth/policy";
import { activityTarget, readActivity } from "@/lib/imports/activities-service";
import type { Cells } from "@/lib/imports/cells";
import { readReferral, referralTarget } from "@/lib/imports/referrals-service";
import { readRegistration, registrationTarget } from "@/lib/imports/registrations-service";
import type { Target } from "@/lib/imports/upsert-service";
import type { Cause } from "@/lib/jobs/evaluation-requests";

export type Finders = Readonly<{ person: (cells: Cells) => string; course: (cells: Cells) => string }>;

/** How one kind of fact is received: read as an import reads it, and written to the same table by the same key. */
export type Intake<Row> = Readonly<{
  /** In the audit log. */
  subject: "activity" | "referral" | "course_registration";
  permission: Permission;
  /** What it makes the evaluation look at. */
  cause: Cause;
  columns: readonly string[];
  read(cells: Cells, find: Finders): Row;
  target: Target<Row>;
  /** When it happened, for a word about what lies ahead; null where only days are known. */
  occurredAt(row: Row): string | null;
}>;

type Sourced = Readonly<{ source: string }>;

const DEFAULT_SOURCE = "default";
const withSource = <Row extends object>(cells: Cells, row: Row): Row & Sourced => ({
  ...row,
  source: cells.text("source", MAX_SOURCE) ?? DEFAULT_SOURCE,
});

/** Ids are compared within one source; files are of the source `default`. */
const bySource = <Row>(target: Target<Row>): Target<Row & Sourced> => ({
  ...target,
  key: ["source", ...target.key],
  columns: { ...target.columns, source: { type: "text", value: (row) => row.source } },
});

type AnyRow = { line: number };
// Each kind has rows of its own, and only it ever looks into them.
const intake = <Row extends AnyRow>(kind: Intake<Row>) => kind as unknown as Intake<AnyRow>;

export const INTAKES: Readonly<Record<Received, Intake<AnyRow>>> = {
  activities: intake({
    subject: "activity",
    permission: "activities:receive",
    cause: "activity",
    columns: ["person", "kind", "occurred_at", "minutes", "participants", "external_id", "source"],
    read: (cells, find) => withSource(cells, readActivity(cells, find.person(cells))),
    target: bySource(activityTarget),
    occurredAt: (row) => row.occurredAt,
  }),
  referrals: intake({
    subject: "referral",
    permission: "referrals:receive",
    cause: "referral",
    columns: ["person", "occurred_at", "status", "external_id", "source"],
    read: (cells, find) => withSource(cells, readReferral(cells, find.person(cells))),
    target: bySource(referralTarget),
    occurredAt: (row) => row.occurredAt,
  }),
  "course-registrations": intake({
    subject: "course_registration",
    permission: "course_registrations:receive",
    cause: "course",
    columns: ["person", "course", "registered_on", "status", "completed_on", "grade"],
    read: (cells, find) => readRegistration(cells, find.person(cells), find.course(cells)),
    target: registrationTarget,
    occurredAt: () => null,
  }),
};
