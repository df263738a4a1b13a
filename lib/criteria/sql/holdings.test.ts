import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { compileCriteria } from "@/lib/criteria/compile";
import { type CriteriaInput, parseCriteria } from "@/lib/criteria/schema";
import type { CompileContext } from "@/lib/criteria/sql/scope";
import { inTenant, runQuery } from "@/lib/db";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let org: Ctx;
const people: Record<string, string> = {};
const now = new Date("2026-06-15T10:00:00Z");
beforeAll(async () => {
  database = await testDatabase();
  org = await createTestOrganization(database);
  for (const name of ["anne", "berit", "cato", "dina"]) {
    people[name] = (await createTestMember(database, org, { name })).userId;
  }
});
afterAll(() => database.close());

const arrange = async (text: string, ...values: unknown[]): Promise<string> => {
  const { rows } = await database.everything.query(text, [org.organization.id, ...values]);
  return rows[0]?.id ?? "";
};
const contextOf = (rest: Partial<CompileContext> = {}): CompileContext => ({
  organizationId: org.organization.id,
  timeZone: "Europe/Oslo",
  now,
  people: "all",
  isRepeatable: false,
  ...rest,
});
const nameOf = (id: string) => Object.keys(people).find((name) => people[name] === id) ?? id;

/** Who meets the rules, with the day: "anne 2026-03-01". */
async function meets(rules: CriteriaInput["rules"], rest: Partial<CompileContext> = {}, asked = org) {
  const criteria = parseCriteria({ version: 1, rules });
  const rows = await inTenant(asked, (tx) => runQuery(tx, compileCriteria(criteria, contextOf(rest))));
  return rows
    .map(({ user_id, met_on, occurrence }) => {
      const suffix = occurrence === "once" ? "" : ` ${occurrence}`;
      return `${nameOf(user_id)} ${met_on.toISOString().slice(0, 10)}${suffix}`;
    })
    .sort();
}

test("certificates count while they are valid, each type once", async () => {
  const type = (code: string) =>
    arrange(
      "INSERT INTO certification_types (organization_id, code, name) VALUES ($1, $2, $2) RETURNING id",
      code,
    );
  const [aid, guide] = [await type("first-aid"), await type("guide")];
  const certify = (
    holder: string,
    typeId: string,
    number: string,
    issued: string,
    expires: string | null,
    status: string,
  ) =>
    arrange(
      `INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at, status, source, revoked_at, revocation_reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7::certification_status, 'import', CASE WHEN $7 = 'revoked' THEN now() END, CASE WHEN $7 = 'revoked' THEN 'test' END) RETURNING id`,
      people[holder],
      typeId,
      `${org.organization.certificatePrefix}-2026-${number}`,
      issued,
      expires,
      status,
    );
  await certify("anne", aid, "00001", "2026-02-28T23:30:00Z", null, "active");
  await certify("anne", guide, "00002", "2026-05-01T10:00:00Z", "2026-06-16T00:00:00Z", "expiring_soon");
  // Expired at read time, although no job has said so yet.
  await certify("berit", aid, "00003", "2026-01-10T10:00:00Z", "2026-06-15T09:59:00Z", "active");
  await certify("cato", aid, "00004", "2026-01-11T10:00:00Z", null, "revoked");
  expect(await meets([{ type: "certification_held" }])).toEqual(["anne 2026-03-01"]);
  expect(
    await meets([{ type: "certification_held", certifications: ["first-aid", "guide"], match: "all" }]),
  ).toEqual(["anne 2026-05-01"]);
  expect(await meets([{ type: "certification_held", certifications: ["nobody-has-it"] }])).toEqual([]);
  expect(await meets([{ type: "certification_held", threshold: 1 }], { isRepeatable: true })).toEqual([
    "anne 2026-03-01 1",
    "anne 2026-05-01 2",
  ]);
});

test("badges count while they are held, whatever their occurrences, and not when they were declined", async () => {
  const achievement = async (key: string, repeatable: boolean) => {
    const id = await arrange(
      `INSERT INTO achievements (organization_id, key, name, description, category, trigger_type, status, is_repeatable)
       VALUES ($1, $2, $2, '', 'special', 'manual', 'active', $3) RETURNING id`,
      key,
      repeatable,
    );
    const version = await arrange(
      "INSERT INTO achievement_versions (organization_id, achievement_id, number, definition) VALUES ($1, $2, 1, '{}') RETURNING id",
      id,
    );
    return { id, version };
  };
  const [helper, yearly] = [await achievement("helper", false), await achievement("yearly", true)];
  const award = (
    of: { id: string; version: string },
    holder: string,
    occurrence: string,
    metOn: string,
    rest = {},
  ) => {
    const { status = "awarded", declined = null } = rest as { status?: string; declined?: string | null };
    return arrange(
      `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, met_on, status, declined_at, revoked_at, revocation_reason)
       VALUES ($1, $2, $3, $4, $5, 'import', $6, $7::earned_badge_status, $8, CASE WHEN $7 = 'revoked' THEN now() END, CASE WHEN $7 = 'revoked' THEN 'test' END)`,
      of.id,
      of.version,
      people[holder],
      occurrence,
      metOn,
      status,
      declined,
    );
  };
  await award(helper, "anne", "once", "2025-05-05");
  await award(yearly, "anne", "2024", "2024-12-31");
  await award(yearly, "berit", "2024", "2024-06-01");
  await award(yearly, "berit", "2025", "2025-06-01");
  await award(helper, "cato", "once", "2025-01-01", { status: "revoked" });
  await award(helper, "dina", "once", "2025-01-01", { declined: "2025-01-02T00:00:00Z" });
  expect(await meets([{ type: "badge_held" }])).toEqual(["anne 2024-12-31", "berit 2024-06-01"]);
  expect(await meets([{ type: "badge_held", threshold: 2 }])).toEqual(["anne 2025-05-05"]);
  expect(await meets([{ type: "badge_held", badges: ["helper"] }])).toEqual(["anne 2025-05-05"]);
});

test("a tier or a higher one counts, also of a past year, unless it was taken back", async () => {
  const tier = (name: string, order: number) =>
    arrange(
      `INSERT INTO recognition_tiers (organization_id, name, icon_key, criteria_type, criteria_threshold, award_period, display_order)
       VALUES ($1, $2, 'medal', 'activity_count', 1, 'annual', $3) RETURNING id`,
      name,
      order,
    );
  const [bronze, , gold] = [await tier("Bronse", 1), await tier("Sølv", 2), await tier("Gull", 3)];
  const assign = (tierId: string, holder: string, status: string) =>
    arrange(
      `INSERT INTO tier_assignments (organization_id, tier_id, user_id, period_key, period_start, period_end, metric_value, status, assigned_at, revoked_at, revocation_reason)
       VALUES ($1, $2, $3, '2024', '2024-01-01', '2025-01-01', 1, $4::tier_assignment_status, '2024-08-01', CASE WHEN $4 = 'revoked' THEN now() END, CASE WHEN $4 = 'revoked' THEN 'test' END)`,
      tierId,
      people[holder],
      status,
    );
  await assign(bronze, "anne", "assigned");
  await assign(gold, "berit", "superseded");
  await assign(gold, "cato", "revoked");
  expect(await meets([{ type: "tier_held", tier: " sølv" }])).toEqual(["berit 2024-08-01"]);
  expect(await meets([{ type: "tier_held", tier: "Bronse" }])).toEqual([
    "anne 2024-08-01",
    "berit 2024-08-01",
  ]);
  expect(await meets([{ type: "tier_held", tier: "Platina" }])).toEqual([]);
});

test("groups, a complete profile and sign-offs by roles", async () => {
  const group = (key: string) =>
    arrange("INSERT INTO groups (organization_id, key, name) VALUES ($1, $2, $2) RETURNING id", key);
  const join = (groupId: string, who: string) =>
    arrange(
      "INSERT INTO group_members (organization_id, group_id, user_id, created_at) VALUES ($1, $2, $3, '2025-02-02T12:00:00Z')",
      groupId,
      people[who],
    );
  const [oslo, bergen] = [await group("oslo"), await group("bergen")];
  await join(oslo, "anne");
  await join(bergen, "anne");
  await join(oslo, "dina");
  expect(await meets([{ type: "group_member", groups: ["oslo", "bergen"], match: "all" }])).toEqual([
    "anne 2025-02-02",
  ]);
  expect(await meets([{ type: "group_member", groups: ["oslo", "bergen"] }])).toHaveLength(2);

  await arrange(
    "UPDATE memberships SET email = 'b@example.org', joined_on = '2020-02-29', profile_slug = 'berit' WHERE organization_id = $1 AND user_id = $2 RETURNING id",
    people.berit,
  );
  expect(await meets([{ type: "profile_complete" }])).toEqual(["berit 2026-06-15"]);

  const achievementId = await arrange(
    `INSERT INTO achievements (organization_id, key, name, description, category, status, trigger_type, criteria)
     VALUES ($1, 'signed', 'S', '', 'special', 'active', 'criteria', '{"version": 1, "rules": [{"type": "manual_approval", "roles": ["coordinator", "org_admin"]}]}') RETURNING id`,
  );
  await database.everything.query("UPDATE users SET is_global_admin = true");
  const sign = (who: string, issuer: string, role: string) =>
    arrange(
      "INSERT INTO manual_awards (organization_id, achievement_id, recipient_user_id, issuer_user_id, issuer_role, date_met) VALUES ($1, $2, $3, $4, $5, '2026-04-04T10:00:00Z')",
      achievementId,
      people[who],
      people[issuer],
      role,
    );
  await sign("anne", "dina", "coordinator");
  await sign("berit", "dina", "coordinator");
  await sign("berit", "anne", "org_admin");
  const both: CriteriaInput["rules"] = [{ type: "manual_approval", roles: ["coordinator", "org_admin"] }];
  expect(await meets(both, { achievementId })).toEqual(["berit 2026-04-04"]);
  expect(await meets(both)).toEqual([]);
});
