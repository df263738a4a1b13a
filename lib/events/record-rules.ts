/** Things whose pages tell what was done to them, by the subject's type in the record. */
export const recordKinds = [
  "person",
  "achievement",
  "badge",
  "tier",
  "activity",
  "referral",
  "course",
  "course_registration",
  "certification_type",
  "mistake",
  "import",
  "job",
  "api_key",
  "webhook",
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** How a value is to be read: as it stands, as a number, a day, a moment, yes or no, somebody, or a word of a list. */
export type FieldKind = "text" | "number" | "day" | "moment" | "yesNo" | "person" | "word";

/** What a person can read of a change; everything else of a record is for the audit log. */
const FIELDS: Readonly<Record<RecordKind, Readonly<Record<string, FieldKind>>>> = {
  person: { displayName: "text", email: "text", externalRef: "text", joinedOn: "day", role: "word" },
  achievement: {
    name: "text",
    description: "text",
    category: "word",
    triggerThreshold: "number",
    isRepeatable: "yesNo",
    needsApproval: "yesNo",
    renewable: "yesNo",
    expireDate: "day",
    expirePeriod: "number",
    unmetPolicy: "word",
  },
  badge: {},
  tier: {
    name: "text",
    description: "text",
    criteriaType: "word",
    criteriaThreshold: "number",
    awardPeriod: "word",
  },
  activity: {
    userId: "person",
    kind: "text",
    occurredAt: "moment",
    minutes: "number",
    participants: "number",
  },
  referral: { userId: "person", occurredAt: "moment", status: "word" },
  course: { title: "text", isActive: "yesNo" },
  course_registration: {
    userId: "person",
    status: "word",
    registeredOn: "day",
    completedOn: "day",
    grade: "text",
  },
  certification_type: {
    code: "text",
    name: "text",
    description: "text",
    validityMonths: "number",
    warningDays: "number",
  },
  mistake: {},
  import: {},
  job: {},
  api_key: {},
  webhook: {},
};

type Value = string | number | boolean | null;
export type PlainChange = Readonly<{ field: string; as: FieldKind; before: Value; after: Value }>;

/** A state is recorded as it was sent, or as the columns of its row. */
const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const holds = (state: object, field: string) => field in state || columnOf(field) in state;

function readValue(state: object, field: string, as: FieldKind): Value {
  const stored = state as Record<string, unknown>;
  const value = stored[field] ?? stored[columnOf(field)];
  if (value === "") return null;
  if (typeof value === "string") return as === "day" ? value.slice(0, 10) : value;
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

const isState = (state: unknown): state is object =>
  typeof state === "object" && state !== null && !Array.isArray(state);

/** What was one thing before and another after, in the order above; nothing where either state was not recorded. */
export function plainChanges(kind: RecordKind, before: unknown, after: unknown): PlainChange[] {
  if (!isState(before) || !isState(after)) return [];
  return Object.entries(FIELDS[kind])
    .filter(([field]) => holds(before, field) || holds(after, field))
    .map(([field, as]) => ({
      field,
      as,
      before: readValue(before, field, as),
      after: readValue(after, field, as),
    }))
    .filter((change) => change.before !== change.after);
}
