import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCeremony } from "@/lib/reports/ceremony-queries";
import { ceremonyFilter, paymentFilter, recognitionFilter } from "@/lib/reports/filter-schema";
import { presentBadges, unpresentBadges } from "@/lib/reports/presenting-service";
import { readRecognitions, readWholeRecognitions } from "@/lib/reports/recognition-queries";
import { award, payingOrganization } from "@/lib/reports/reports.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const keyOf = (promise: Promise<unknown>) =>
  promise.then(
    (answer) => answer,
    (error: { text?: { key: string } }) => error.text?.key ?? error,
  );

/** Sixty badges of three people, one of them in a group, with a certificate and a tier. */
async function earned() {
  const made = await payingOrganization(database);
  const { ctx, achievement } = made;
  const id = ctx.organization.id;
  const people = [];
  for (const name of ["Berit", "Arne", "Cato"]) people.push(await createTestMember(database, ctx, { name }));
  const [berit, arne, cato] = people.map(({ userId }) => userId);
  for (let n = 1; n <= 20; n += 1) {
    for (const userId of [berit, arne, cato]) {
      await award(database, ctx, [achievement, userId ?? ""], {
        occurrence: String(n),
        at: "2026-03-01T10:00:00Z",
        ...(n === 20 ? { status: "revoked" } : {}),
      });
    }
  }
  const query = (text: string, values: unknown[]) => database.everything.query<{ id: string }>(text, values);
  const { rows } = await query(
    "INSERT INTO groups (organization_id, key, name) VALUES ($1, 'g', '=SUM(A1)') RETURNING id",
    [id],
  );
  const group = rows[0]?.id ?? "";
  await query("INSERT INTO group_members (organization_id, group_id, user_id) VALUES ($1, $2, $3)", [
    id,
    group,
    arne,
  ]);
  await query("INSERT INTO certification_types (organization_id, code, name) VALUES ($1, 'x', 'Kurs')", [id]);
  await query(
    `INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, source)
     SELECT $1, $2, t.id, $3, '2026-04-01', 'import' FROM certification_types t WHERE t.organization_id = $1`,
    [id, arne, `${ctx.organization.certificatePrefix}-2026-00001`],
  );
  return { ...made, group, berit: berit ?? "", arne: arne ?? "" };
}

describe("who earned what", () => {
  test("is read page by page, each row once, and narrowed by group and kind", async () => {
    const { coordinator, group, arne } = await earned();
    const read = (changes: object) =>
      readRecognitions(coordinator.ctx, recognitionFilter.parse({ period: "2026", ...changes }));
    const first = (await read({})).page;
    const second = (await read({ after: first.next })).page;
    expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 8, null]);
    expect(first.rows[0]).toMatchObject({ kind: "certificate", what: "Kurs", userId: arne });
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(58);
    expect((await read({ before: second.previous })).page.rows).toEqual(first.rows);
    expect((await read({ group })).page.rows.every(({ userId }) => userId === arne)).toBe(true);
    expect((await read({ kind: "certificate" })).page.rows).toHaveLength(1);
    expect((await read({ period: "2025" })).page.rows).toEqual([]);
    const whole = await readWholeRecognitions(coordinator.ctx, recognitionFilter.parse({ period: "2026" }));
    expect(whole.rows.map(({ id }) => id)).toEqual([...first.rows, ...second.rows].map(({ id }) => id));
  });

  test("has nothing of modules that are off, and is for coordinators of the organisation", async () => {
    const { ctx, coordinator } = await earned();
    const filter = recognitionFilter.parse({ period: "2026" });
    const bare = { ...coordinator.ctx, modules: new Set<never>() };
    expect((await readRecognitions(bare, filter)).page.rows).toEqual([]);
    const mentor = await createTestMember(database, ctx);
    expect(await keyOf(readRecognitions(mentor.ctx, filter))).toBe("forbidden");
    expect(await keyOf(readWholeRecognitions(mentor.ctx, filter))).toBe("forbidden");
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "coordinator",
    });
    expect((await readRecognitions(stranger.ctx, filter)).page.rows).toEqual([]);
  });
});

test.each([recognitionFilter, paymentFilter, ceremonyFilter])(
  "an address that makes no sense is about everything of this year",
  (filter) => {
    const parsed = filter.parse({
      period: "2026-13",
      group: "all",
      kind: "x",
      state: [],
      presented: "maybe",
      after: {},
    });
    expect(parsed).toEqual({ period: "this-year" });
  },
);

describe("a ceremony", () => {
  test("lists by name what has not been handed over, until it has", async () => {
    const { ctx, coordinator } = await earned();
    const read = async (changes: object = {}) =>
      readCeremony(coordinator.ctx, ceremonyFilter.parse({ period: "2026", ...changes }));
    const { rows, total } = await read();
    expect([rows.length, total]).toEqual([57, 57]);
    expect([rows[0]?.person, rows.at(-1)?.person]).toEqual(["Arne", "Cato"]);
    const ids = rows.slice(0, 10).map(({ id }) => id);
    const outcomes = await Promise.all([
      keyOf(presentBadges(coordinator.ctx, { ids })),
      keyOf(presentBadges(coordinator.ctx, { ids })),
    ]);
    expect(outcomes).toContainEqual({ changed: 10 });
    expect(outcomes).toContain("reports.nothingToPresent");
    expect((await read()).total).toBe(47);
    expect((await read({ presented: "yes" })).rows.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    expect(await unpresentBadges(coordinator.ctx, { ids: ids.slice(0, 1) })).toEqual({ changed: 1 });
    expect((await read()).total).toBe(48);
    const mentor = await createTestMember(database, ctx);
    expect(await keyOf(presentBadges(mentor.ctx, { ids }))).toBe("forbidden");
    expect(await keyOf(readCeremony(mentor.ctx, ceremonyFilter.parse({})))).toBe("forbidden");
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "coordinator",
    });
    expect(await keyOf(presentBadges(stranger.ctx, { ids }))).toBe("notFound.badge");
  });
});
