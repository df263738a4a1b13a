import { msg } from "@/lib/errors";
import { LIMITS, REGISTRATION_STATUSES } from "@/lib/facts/rules";
import { type Cells, RowRefused } from "@/lib/imports/cells";
import { type Kind, loadCourses, loadPeople } from "@/lib/imports/run-service";
import { takeBackFacts } from "@/lib/imports/take-back-service";
import { prepareWriter, type Target } from "@/lib/imports/upsert-service";
import { withoutVoidedTwins } from "@/lib/imports/voided-service";

export type RegistrationRow = {
  line: number;
  userId: string;
  courseId: string;
  status: string;
  registeredOn: string | null;
  completedOn: string | null;
  grade: string | null;
};

export const registrationTarget: Target<RegistrationRow> = {
  table: "course_registrations",
  conflict: "(organization_id, user_id, course_id) WHERE voided_at IS NULL",
  key: ["user_id", "course_id"],
  columns: {
    user_id: { type: "uuid", value: (row) => row.userId },
    course_id: { type: "uuid", value: (row) => row.courseId },
    status: { type: "course_registration_status", value: (row) => row.status },
    registered_on: { type: "date", value: (row) => row.registeredOn },
    completed_on: { type: "date", value: (row) => row.completedOn },
    grade: { type: "text", value: (row) => row.grade },
  },
  optional: { grade: "grade" },
  person: "user_id",
  isFact: true,
  keepsKey: false,
};

/** Reads what is said of one registration, or throws RowRefused. */
export function readRegistration(cells: Cells, userId: string, courseId: string): RegistrationRow {
  const completedOn = cells.day("completed_on");
  const status = cells.choice("status", REGISTRATION_STATUSES) ?? (completedOn ? "completed" : "registered");
  const registeredOn = cells.day("registered_on");
  if (status === "completed" && completedOn === null) {
    throw new RowRefused("completed_on", msg("imports.completedNeedsDay"));
  }
  if (status !== "completed" && completedOn !== null) {
    throw new RowRefused("completed_on", msg("imports.dayNeedsCompleted", { status }));
  }
  if (completedOn !== null && registeredOn !== null && completedOn < registeredOn) {
    throw new RowRefused("completed_on", msg("imports.completedBeforeRegistered"));
  }
  const grade = cells.text("grade", LIMITS.grade);
  return { line: cells.line, userId, courseId, status, registeredOn, completedOn, grade };
}

export const courseRegistrations: Kind = {
  permission: "facts:write",
  undo: (undoing) => takeBackFacts(undoing, registrationTarget),
  async prepare(run) {
    const person = await loadPeople(run);
    const course = await loadCourses(run);
    const { isFirst, write } = await prepareWriter(run, registrationTarget);
    return {
      read: (cells: Cells): RegistrationRow => readRegistration(cells, person(cells), course(cells)),
      keys: (row: RegistrationRow) => [["course", `${row.userId} ${row.courseId}`]],
      async write(rows: readonly RegistrationRow[]) {
        if (isFirst) return write(rows);
        const { standing, warnings } = await withoutVoidedTwins(run, registrationTarget, rows);
        if (standing.length === 0) return { created: 0, updated: 0, warnings };
        return { ...(await write(standing)), warnings };
      },
    };
  },
};
