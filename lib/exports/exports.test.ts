import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { exportAwards } from "@/lib/exports/award-queries";
import { exportCertifications } from "@/lib/exports/certification-queries";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
});
afterAll(() => database.close());

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}
const awards = async (status?: "awarded" | "expired" | "revoked", of = ctx) =>
  textOf(exportAwards(of, { status }));
const read = (text: string): Record<string, string>[] => parse(text, { columns: true });

/** One award of a new achievement with these values of its columns. */
async function awarded(userId: string, key: string, columns: Record<string, string | null>): Promise<void> {
  const achievement = await manualAchievement(ctx, { key });
  const names = Object.keys(columns);
  await database.everything.query(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, ${names.join(", ")})
     SELECT $1, $2, v.id, $3, 'once', ${names.map((_, at) => `$${at + 4}`).join(", ")} FROM achievement_versions v WHERE v.achievement_id = $2`,
    [ctx.organization.id, achievement, userId, ...Object.values(columns)],
  );
}

describe("the export of awards", () => {
  test("has its header line also when there is nothing to export", async () => {
    const header =
      "person,achievement,occurrence,status,source,awarded_at,met_on,expires_at,revoked_at,reason\n";
    expect(await awards(undefined, await createTestOrganization(database))).toBe(header);
  });

  test("names people as they were imported, else by e-mail, else by id, and writes times in UTC", async () => {
    const imported = await createTestMember(database, ctx, { externalRef: "P-1", email: "p1@example.org" });
    const mailed = await createTestMember(database, ctx, { email: "mail@example.org" });
    const bare = await createTestMember(database, ctx);
    const source = "import";
    const at = "2026-01-01T00:30:00+01:00";
    await awarded(imported.userId, "one", { source, awarded_at: at, met_on: "2025-12-31", reason: "Ærlig" });
    await awarded(mailed.userId, "two", {
      source,
      awarded_at: at,
      status: "revoked",
      revoked_at: at,
      revocation_reason: "Feil",
      reason: "Takk",
    });
    await awarded(bare.userId, "three", { source, awarded_at: at, expires_at: "2026-02-01T00:00:00Z" });
    const rows = read(await awards()).toSorted((a, b) =>
      (a.achievement ?? "").localeCompare(b.achievement ?? ""),
    );
    const common = {
      occurrence: "once",
      source,
      awarded_at: "2025-12-31T23:30:00.000Z",
      met_on: "",
      expires_at: "",
      revoked_at: "",
      reason: "",
    };
    expect(rows).toEqual([
      {
        ...common,
        person: "P-1",
        achievement: "one",
        status: "awarded",
        met_on: "2025-12-31",
        reason: "Ærlig",
      },
      {
        ...common,
        person: bare.userId,
        achievement: "three",
        status: "expired",
        expires_at: "2026-02-01T00:00:00.000Z",
      },
      {
        ...common,
        person: "mail@example.org",
        achievement: "two",
        status: "revoked",
        revoked_at: "2025-12-31T23:30:00.000Z",
        reason: "Feil",
      },
    ]);
    expect(read(await awards("expired")).map(({ achievement }) => achievement)).toEqual(["three"]);
    expect(read(await awards("awarded")).map(({ achievement }) => achievement)).toEqual(["one"]);
  });

  test.each(["=1+1", "+47", "-x", "@sum", "\t=1"])("makes %j no formula of a spreadsheet", async (reason) => {
    const own = await createTestOrganization(database);
    const { userId } = await createTestMember(database, own);
    const achievement = await manualAchievement(own);
    await database.everything.query(
      `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, reason)
       SELECT $1, $2, v.id, $3, 'once', 'import', $4 FROM achievement_versions v WHERE v.achievement_id = $2`,
      [own.organization.id, achievement, userId, reason],
    );
    expect(read(await awards(undefined, own))[0]?.reason).toBe(`'${reason}`);
  });

  test("brings every one of more rows than fit in a page, once", async () => {
    const own = await createTestOrganization(database);
    const { userId } = await createTestMember(database, own);
    const achievement = await manualAchievement(own, { isRepeatable: true });
    await database.everything.query(
      `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source)
       SELECT $1, $2, v.id, $3, n::text, 'import' FROM achievement_versions v, generate_series(1, 10000) n WHERE v.achievement_id = $2`,
      [own.organization.id, achievement, userId],
    );
    const rows = read(await awards(undefined, own));
    expect(new Set(rows.map(({ occurrence }) => occurrence)).size).toBe(10_000);
    expect(rows).toHaveLength(10_000);
  });

  test("is not for peer mentors", async () => {
    const peer = await createTestMember(database, ctx);
    expect(() => exportAwards(peer.ctx, {})).toThrow("forbidden");
  });
});

describe("the export of certificates", () => {
  test("writes type by code and the status as it is read", async () => {
    const { userId } = await createTestMember(database, ctx, { externalRef: "P-2" });
    await database.everything.query(
      `WITH type AS (INSERT INTO certification_types (organization_id, code, name, description) VALUES ($1, 'adelsmerke', 'A', 'A') RETURNING id)
       INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, source, issued_at, expires_at)
       SELECT $1, $2, id, $3, 'import', '2020-01-01T12:00:00Z', '2021-01-01T12:00:00Z' FROM type`,
      [ctx.organization.id, userId, `${ctx.organization.certificatePrefix}-2020-00001`],
    );
    expect(await textOf(exportCertifications(ctx, {}))).toBe(
      `person,type,certificate_number,status,source,issued_at,expires_at,revoked_at,revocation_reason
P-2,adelsmerke,${ctx.organization.certificatePrefix}-2020-00001,expired,import,2020-01-01T12:00:00.000Z,2021-01-01T12:00:00.000Z,,
`,
    );
    expect(read(await textOf(exportCertifications(ctx, { status: "active" })))).toEqual([]);
  });
});
