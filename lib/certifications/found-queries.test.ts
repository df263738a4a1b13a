import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findCertificates } from "@/lib/certifications/found-queries";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { createManyCertificates } from "@/lib/testing/certificates";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database, { certificatePrefix: "ABC" });
  const type = await createTestCertificationType(database, ctx);
  await createManyCertificates(database, ctx, { type, count: 12 });
});
afterAll(() => database.close());

const numbers = async (who: Ctx, text: string, most = 3) =>
  (await findCertificates(who, text, most)).map(({ certificateNumber }) => certificateNumber);

describe("certificates are found by the beginning of their number", () => {
  test("the latest first, no more than asked for, whatever the case and the spaces", async () => {
    const [latest = ""] = await numbers(ctx, "abc");
    expect(latest).toMatch(/^ABC-\d{4}-000012$/);
    expect(await numbers(ctx, latest)).toEqual([latest]);
    expect(await numbers(ctx, ` ${latest.toLowerCase().slice(0, -1)} `)).toHaveLength(3);
    expect(await numbers(ctx, latest.slice(4))).toEqual([latest]);
  });

  test.each(["", "%", "ABC-%", "_", "ABC~", "12", "kari", "ABCD", "ABC-1999", "🏅", "9".repeat(100)])(
    "and %j is the beginning of none",
    async (text) => expect(await numbers(ctx, text)).toEqual([]),
  );

  test("not in another organisation, not with the module off, and not by peer mentors", async () => {
    const other = await createTestOrganization(database);
    expect(await numbers(other, "ABC")).toEqual([]);
    await expect(numbers({ ...ctx, modules: new Set() }, "ABC")).rejects.toMatchObject({ code: "not_found" });
    const peer = await createTestMember(database, ctx, { role: "peer_mentor" });
    await expect(numbers(peer.ctx, "ABC")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("by its index, under row-level security", async () => {
    const lines = await inTenant(ctx, async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRaw<{ "QUERY PLAN": string }[]>`
        EXPLAIN SELECT id FROM certifications WHERE organization_id = ${ctx.organization.id}::uuid
          AND certificate_number COLLATE "C" >= 'ABC' AND certificate_number COLLATE "C" < 'ABC~'
        ORDER BY certificate_number COLLATE "C" DESC LIMIT 6`;
    });
    expect(lines.map((line) => line["QUERY PLAN"]).join("\n")).toMatch(
      /Scan.* using idx_certifications_org_number[\s\S]*Index Cond: .*certificate_number/,
    );
  });
});
