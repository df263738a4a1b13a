type Rule = Readonly<Record<string, unknown>>;
type Defined = Readonly<{
  key: string;
  trigger_type: "criteria";
  is_repeatable: boolean;
  criteria: Readonly<{ version: 1; match: "all" | "any"; rules: readonly Rule[] }>;
  /** What one would type by hand for the same: who has it. `$1` is the organisation. */
  bare: string;
}>;

const ZONE = "'Europe/London'";
const STANDING = "organization_id = $1 AND voided_at IS NULL";
const local = `occurred_at AT TIME ZONE ${ZONE}`;

/** Who has enough of something, of all time or in each `unit`. */
const enough = (measure: string, need: number, { where = "", unit = "" } = {}) => {
  const by = unit === "" ? "user_id" : `user_id, date_trunc('${unit}', ${local})`;
  return `SELECT ${by}, ${measure} AS have FROM activities WHERE ${STANDING}${where} GROUP BY ${by} HAVING ${measure} >= ${need}`;
};

/** Each unit with an activity as a number, one apart from the next. */
const UNIT_NUMBERS: Readonly<Record<string, string>> = {
  day: `(${local})::date - date '2000-01-03'`,
  week: `((${local})::date - date '2000-01-03') / 7`,
  month: `(extract(year FROM ${local}) * 12 + extract(month FROM ${local}))::int`,
};

const streak = (unit: string, need: number) =>
  `SELECT user_id, max(length) FROM (SELECT user_id, count(*) AS length FROM (
     SELECT user_id, b - row_number() OVER (PARTITION BY user_id ORDER BY b) AS run FROM (
       SELECT DISTINCT user_id, ${UNIT_NUMBERS[unit]} AS b FROM activities WHERE ${STANDING}) u) r GROUP BY user_id, run) l
   GROUP BY user_id HAVING max(length) >= ${need}`;

const periods = (unit: string, need: number, each: number) =>
  `SELECT user_id, count(*) FROM (SELECT user_id FROM activities WHERE ${STANDING}
     GROUP BY user_id, date_trunc('${unit}', ${local}) HAVING count(*) >= ${each}) u GROUP BY user_id HAVING count(*) >= ${need}`;

const referrals = (need: number, unit = "") => {
  const by = unit === "" ? "referrer_user_id" : `referrer_user_id, date_trunc('${unit}', ${local})`;
  return `SELECT ${by}, count(*) FROM referrals WHERE ${STANDING} AND status = 'completed' GROUP BY ${by} HAVING count(*) >= ${need}`;
};

const courses = (need: number, where = "") =>
  `SELECT r.user_id, count(DISTINCT r.course_id) FROM course_registrations r JOIN courses c ON c.id = r.course_id
   WHERE r.organization_id = $1 AND r.voided_at IS NULL AND r.status = 'completed'${where}
   GROUP BY r.user_id HAVING count(DISTINCT r.course_id) >= ${need}`;

const define = (
  key: string,
  rules: Rule | readonly Rule[],
  bare: string,
  match: "all" | "any" = "all",
): Defined => ({
  key,
  trigger_type: "criteria",
  is_repeatable: false,
  criteria: { version: 1, match, rules: Array.isArray(rules) ? rules : [rules as Rule] },
  bare,
});
const repeating = (...given: Parameters<typeof define>): Defined => ({
  ...define(...given),
  is_repeatable: true,
});

const count = { type: "activity_count" };
const hours = { type: "activity_hours" };
const minutes = "sum(minutes)";

const COUNTING = [
  define("count-10", { ...count, threshold: 10 }, enough("count(*)", 10)),
  define("count-110", { ...count, threshold: 110 }, enough("count(*)", 110)),
  define("count-120", { ...count, threshold: 120 }, enough("count(*)", 120)),
  repeating(
    "count-year",
    { ...count, threshold: 40, window: "year" },
    enough("count(*)", 40, { unit: "year" }),
  ),
  repeating(
    "count-quarter",
    { ...count, threshold: 14, window: "quarter" },
    enough("count(*)", 14, { unit: "quarter" }),
  ),
  repeating(
    "count-month",
    { ...count, threshold: 7, window: "month" },
    enough("count(*)", 7, { unit: "month" }),
  ),
  repeating("count-sixties", { ...count, threshold: 60 }, enough("count(*)", 60)),
  repeating("count-listed", { ...count, thresholds: [3, 80] }, enough("count(*)", 3)),
  define(
    "count-kinds",
    { ...count, threshold: 60, filter: { kinds: ["visit", "assignment"] } },
    enough("count(*)", 60, { where: " AND kind IN ('visit', 'assignment')" }),
  ),
  define(
    "count-long",
    { ...count, threshold: 40, filter: { minMinutes: 60, minParticipants: 3 } },
    enough("count(*)", 40, { where: " AND minutes >= 60 AND participants >= 3" }),
  ),
  define(
    "count-2024",
    { ...count, threshold: 40, window: { from: "2024-01-01", to: "2024-12-31" } },
    enough("count(*)", 40, { where: " AND occurred_at >= '2024-01-01' AND occurred_at < '2025-01-01'" }),
  ),
  define("hours-100", { ...hours, threshold: 100 }, enough(minutes, 6000)),
  repeating(
    "hours-year",
    { ...hours, threshold: 30, window: "year" },
    enough(minutes, 1800, { unit: "year" }),
  ),
  repeating("hours-sixties", { ...hours, threshold: 60 }, enough(minutes, 3600)),
];

const RUNS = [
  define("streak-months", { type: "activity_streak", threshold: 24, unit: "month" }, streak("month", 24)),
  define("streak-weeks", { type: "activity_streak", threshold: 8, unit: "week" }, streak("week", 8)),
  define("streak-days", { type: "activity_streak", threshold: 3, unit: "day" }, streak("day", 3)),
  define("weeks-70", { type: "active_periods", threshold: 70, unit: "week" }, periods("week", 70, 1)),
  define(
    "months-30",
    { type: "active_periods", threshold: 30, unit: "month", minPerUnit: 2 },
    periods("month", 30, 2),
  ),
  define("years-3", { type: "active_periods", threshold: 3, unit: "year" }, periods("year", 3, 1)),
];

const HELD = `SELECT user_id FROM earned_badges WHERE organization_id = $1 AND status = 'awarded' AND achievement_id IN (
  SELECT id FROM achievements WHERE organization_id = $1 AND key IN ('count-110', 'courses-any')) GROUP BY user_id HAVING count(DISTINCT achievement_id) = 2`;
const YEARS =
  "SELECT user_id FROM memberships WHERE organization_id = $1 AND status = 'active' AND joined_on <= current_date - interval '8 years'";
const COMPLETE =
  "SELECT user_id FROM memberships WHERE organization_id = $1 AND status = 'active' AND email IS NOT NULL AND profile_slug IS NOT NULL";
const IN_GROUP =
  "SELECT m.user_id FROM group_members m JOIN groups g ON g.id = m.group_id WHERE m.organization_id = $1 AND g.key = 'g-1'";

const AROUND = [
  define("referrals-4", { type: "referral_count", threshold: 4 }, referrals(4)),
  repeating(
    "referrals-quarter",
    { type: "referral_count", threshold: 2, window: "quarter" },
    referrals(2, "quarter"),
  ),
  define(
    "courses-any",
    { type: "course_completion", courses: ["c-1", "c-2"] },
    courses(1, " AND c.code IN ('c-1', 'c-2')"),
  ),
  define(
    "courses-3",
    { type: "course_completion", threshold: 3, minGrade: 50 },
    courses(3, " AND r.grade::numeric >= 50"),
  ),
  define(
    "first-aid",
    { type: "certification_held", certifications: ["first-aid"] },
    "SELECT user_id FROM certifications WHERE organization_id = $1 AND status IN ('active', 'expiring_soon')",
  ),
  define("both", { type: "badge_held", badges: ["count-110", "courses-any"], match: "all" }, HELD),
  define(
    "gold",
    { type: "tier_held", tier: "Gold" },
    "SELECT user_id FROM tier_assignments WHERE organization_id = $1 AND status <> 'revoked'",
  ),
  define(
    "long-with-us",
    [
      { type: "membership_years", threshold: 8 },
      { type: "group_member", groups: ["g-1"] },
    ],
    `${YEARS} INTERSECT ${IN_GROUP}`,
  ),
  define(
    "complete",
    [{ type: "profile_complete" }, { type: "manual_approval", roles: ["coordinator"] }],
    COMPLETE,
    "any",
  ),
  define(
    "nested",
    [
      { ...count, threshold: 90 },
      {
        type: "group",
        match: "any",
        rules: [
          { type: "referral_count", threshold: 3 },
          { type: "course_completion", courses: ["c-3"] },
        ],
      },
    ],
    `SELECT user_id FROM (${enough("count(*)", 90)}) a WHERE user_id IN (SELECT referrer_user_id FROM (${referrals(3)}) r)
       OR user_id IN (SELECT user_id FROM (${courses(1, " AND c.code = 'c-3'")}) c)`,
  ),
];

/** Thirty achievements of all rule types. Together they give a person about ten badges. */
export const DEFINITIONS: readonly Defined[] = [...COUNTING, ...RUNS, ...AROUND];
