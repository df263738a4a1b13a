import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countCertifications, listCertifications } from "@/lib/certifications/list-queries";
import {
  type CertificationFilters,
  certificationFilters,
  certificationSorts,
} from "@/lib/certifications/list-schema";
import { END, matchingCertifications } from "@/lib/certifications/matching-queries";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { personOf } from "@/lib/people/page-queries";
import { createManyCertificates, createTestCertificate } from "@/lib/testing/certificates";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let type: string;
const at = (now: string, who: Ctx = ctx): Ctx => ({ ...who, asOf: new Date(now) });
const filters = (raw: object = {}) => certificationFilters.parse(raw);
const NOON = "2026-11-29T12:00:00Z";
const peopleOf = async (raw: object, who = at(NOON)) =>
  (await listCertifications(who, filters(raw))).rows.map(({ person }) => person);

async function grouped(who: Ctx, userId: string, name: string): Promise<string> {
  const { rows } = await database.everything.query<{ id: string }>(
    `WITH g AS (INSERT INTO groups (organization_id, key, name) VALUES ($1, lower($3), $3)
       ON CONFLICT (organization_id, key) DO UPDATE SET name = excluded.name RETURNING id),
     m AS (INSERT INTO group_members (organization_id, group_id, user_id) SELECT $1, id, $2 FROM g)
     SELECT id FROM g`,
    [who.organization.id, userId, name],
  );
  return rows[0]?.id ?? "";
}

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
  type = await createTestCertificationType(database, ctx);
});
afterAll(() => database.close());

describe("the list", () => {
  let own: Ctx;
  let kind: string;
  beforeAll(async () => {
    own = await createTestOrganization(database);
    kind = await createTestCertificationType(database, own);
    const one = (name: string, expiresAt: string | null, status?: string) =>
      createTestCertificate(database, own, { type: kind, name, expiresAt, ...(status ? { status } : {}) });
    await one("Over", "2026-11-29T08:00:00Z");
    await one("Today", "2026-11-29T20:00:00Z");
    // At midnight in Oslo, and a moment later: the last days are the thirtieth from now and the one after.
    await one("Day 30", "2026-12-29T23:00:00Z");
    await one("Day 31", "2026-12-29T23:00:01Z");
    await one("Revoked", "2026-12-01T12:00:00Z", "revoked");
    await one("Life", null);
  });
  const found = (raw: object) => peopleOf({ sort: "expires", ...raw }, at(NOON, own));

  test("of what expires in 30 days has what is valid now and ends by the end of that day in the organisation's calendar", async () => {
    expect(await found({ within: "30" })).toEqual(["Today", "Day 30"]);
    expect(await found({ within: "60" })).toEqual(["Today", "Day 30", "Day 31"]);
    expect(await found({ within: "31" })).toHaveLength(6);
  });

  test("of several states has those that are valid, and those that end by themselves", async () => {
    expect(await found({ status: "valid" })).toEqual(["Today", "Day 30", "Day 31", "Life"]);
    expect(await found({ status: "not_ended_early" })).toEqual(["Over", "Today", "Day 30", "Day 31", "Life"]);
  });

  test("of days of expiry leaves out what never expires", async () => {
    expect(await found({ from: "2026-11-01" })).not.toContain("Life");
    expect(await found({ to: "2199-01-01" })).not.toContain("Life");
  });

  test("is found by the person's reference, and names it, their groups and the issuer", async () => {
    const coordinator = await createTestMember(database, own, { role: "coordinator", name: "Kari Utsteder" });
    const person = await createTestMember(database, own, { name: "Ola", externalRef: "REF-77" });
    await grouped(own, person.userId, "Vest");
    await grouped(own, person.userId, "Nord");
    const { id } = await createTestCertificate(database, own, {
      type: kind,
      userId: person.userId,
      issuedBy: coordinator.userId,
    });
    const columns = ["groups", "issuedBy"] as const;
    const { rows } = await listCertifications(own, { ...filters({ q: "ref-77" }), columns });
    expect(rows).toMatchObject([
      { person: "Ola", reference: "REF-77", groups: ["Nord", "Vest"], issuedBy: "Kari Utsteder" },
    ]);
    await database.everything.query("DELETE FROM certifications WHERE id = $1", [id]);
  });

  test("of a group has its people's, and of another organisation's group nothing, as of one that does not exist", async () => {
    const person = await createTestMember(database, own, { name: "In the group" });
    const group = await grouped(own, person.userId, "Sør");
    const { id } = await createTestCertificate(database, own, { type: kind, userId: person.userId });
    expect(await found({ group })).toEqual(["In the group"]);
    const stranger = await createTestMember(database, ctx);
    const foreign = await grouped(ctx, stranger.userId, "Sør");
    for (const other of [foreign, crypto.randomUUID()]) {
      expect(await found({ group: other })).toEqual([]);
      expect(await countCertifications(own, filters({ group: other }))).toBe(0);
    }
    await database.everything.query("DELETE FROM certifications WHERE id = $1", [id]);
  });

  test.each([
    {},
    { status: "valid" },
    { within: "30" },
    { q: "day" },
    { q: "2026" },
    { from: "2026-12-01", to: "2026-12-31" },
    { q: "day", status: "expired" },
  ])("has as many rows as are counted: %j", async (raw) => {
    expect(await countCertifications(at(NOON, own), filters(raw))).toBe((await found(raw)).length);
  });
});

describe("pages in every order", () => {
  let own: Ctx;
  beforeAll(async () => {
    own = await createTestOrganization(database);
    const kind = await createTestCertificationType(database, own);
    // Thirty end at one moment, and forty never.
    const ends =
      "CASE WHEN n <= 30 THEN '2027-01-01Z'::timestamptz WHEN n <= 60 THEN '2027-01-01Z'::timestamptz + n * interval '1 day' END";
    await createManyCertificates(database, own, { type: kind, count: 100, ends });
  });

  async function walk(filter: Partial<CertificationFilters>, way: "next" | "previous") {
    const ids: string[][] = [];
    let place: string | null = null;
    do {
      const cursor = place ? { [way === "next" ? "after" : "before"]: place } : {};
      const page = await listCertifications(own, filters({ ...filter, ...cursor }));
      ids.push(page.rows.map(({ id }) => id));
      place = page[way];
    } while (place);
    return ids;
  }

  test.each(certificationSorts)("%s: each row once, and the way back over the same rows", async (sort) => {
    const forward = (await walk({ sort }, "next")).flat();
    expect(forward).toHaveLength(100);
    expect(new Set(forward).size).toBe(100);
    const last = await listCertifications(
      own,
      filters({ sort, after: (await listCertifications(own, filters({ sort }))).next }),
    );
    const back = await listCertifications(own, filters({ sort, before: last.previous }));
    expect(back.rows.map(({ id }) => id)).toEqual(forward.slice(0, 50));
    const opposite = sort.startsWith("-") ? sort.slice(1) : `-${sort}`;
    expect((await walk({ sort: opposite as typeof sort }, "next")).flat()).toEqual(forward.toReversed());
  });

  test("by expiry: what never expires comes after all that does", async () => {
    const { rows } = await listCertifications(own, filters({ sort: "-expires" }));
    expect(rows.slice(0, 40).every(({ expiresAt }) => expiresAt === null)).toBe(true);
    expect(rows[40]?.expiresAt).not.toBeNull();
  });
});

describe("the plan of a page", () => {
  let large: Ctx;
  beforeAll(async () => {
    large = await createTestOrganization(database);
    const kind = await createTestCertificationType(database, large);
    // All at one moment, as after a course: the order within it is the index's too.
    await createManyCertificates(database, large, { type: kind, count: 6000, ends: "'2027-01-01Z'" });
    await createManyCertificates(database, ctx, { type, count: 60 });
  });

  const planOf = (who: Ctx, orderBy: Prisma.Sql) =>
    inTenant(
      who,
      async (tx, now) => {
        const orderAndLimit = Prisma.sql`ORDER BY ${orderBy} LIMIT 51`;
        const page = await matchingCertifications(tx, who, { now, matching: {}, orderAndLimit });
        const lines = await tx.$queryRaw<{ "QUERY PLAN": string }[]>`
          EXPLAIN SELECT f.id, m.display_name FROM ${page} ${personOf({ table: "certifications.user_id" })} ORDER BY ${orderBy}`;
        return lines.map((line) => line["QUERY PLAN"]).join("\n");
      },
      { walk: true },
    );

  test.each(["of a day when there was next to nothing", "of today"])(
    "is a walk along an index, with statistics %s",
    async (when) => {
      if (when === "of today") await database.everything.query("ANALYZE");
      for (const who of [large, ctx]) {
        const byExpiry = await planOf(who, Prisma.sql`${END}, f.id`);
        expect(byExpiry).toContain("using idx_certifications_org_end");
        const backwards = await planOf(who, Prisma.sql`${END} DESC, f.id DESC`);
        expect(backwards).toContain("Backward using idx_certifications_org_end");
        const newest = await planOf(who, Prisma.sql`f.issued_at DESC, f.id`);
        expect(newest).toContain("using idx_certification_org_issued");
        // Down from where the page is cut off; its fifty-one rows may be put in order once more.
        for (const plan of [byExpiry, backwards, newest].map((text) => text.slice(text.indexOf("Limit"))))
          expect(plan).not.toMatch(/Sort|Seq Scan|Bitmap|Hash/);
      }
    },
  );
});
