import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { load } from "@/lib/imports/import.test-support";
import { COLUMNS, IMPORT_KINDS, type ImportKind } from "@/lib/imports/rules";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
  await load(ctx, "people", "person,name,email\n1,Kari,kari@example.org\n2,Ola,\n");
  await load(ctx, "courses", "code,title\nK1,First\n");
  await load(ctx, "achievements", "key,name,category,trigger_type\none,One,special,manual\n");
});
afterAll(() => database.close());

/** What people and their spreadsheets put into a cell, good and bad. */
const cell = fc.oneof(
  fc.constantFrom(
    "",
    "1",
    "2",
    "K1",
    "one",
    "visit",
    "kari@example.org",
    "2026-03-01",
    "2026-02-30",
    "01.03.2026",
    "2026-03-01T25:00",
    "2026-03-01T10:00Z",
    "completed",
    "revoked",
    "awarded",
    "true",
    "-1",
    "99999999999999999999",
    "1.5",
    "NaN",
    "Infinity",
    "2026",
    "2026-Q5",
    "NHF-2026-00001",
    "{}",
    '{"version":1}',
    "[1]",
    '["a"]',
    "=1+1",
    "\u0000",
    "\u001f",
    "\u001e",
    "\ud800",
    "😀",
    "ﷺ",
    "x".repeat(3_000),
    "null",
    "\\N",
    '"',
    "'",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

const file = (kind: ImportKind) => {
  const names = COLUMNS[kind].map(({ name }) => name);
  const row = fc.array(cell, { minLength: names.length, maxLength: names.length + 1 });
  return fc
    .tuple(fc.array(row, { maxLength: 6 }), fc.boolean(), fc.constantFrom(",", ";", "\t"))
    .map(([rows, quoted, separator]) =>
      [names, ...rows]
        .map((cells) => cells.map((one) => (quoted ? quote(one) : one)).join(separator))
        .join("\n"),
    );
};

test.each(IMPORT_KINDS)(
  "whatever is in a file of %s, every row is counted and nothing breaks",
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(file(kind), async (text) => {
        try {
          const result = await load(ctx, kind, text);
          const { read, created, updated, unchanged, rejected } = result;
          expect(created + updated + unchanged + rejected.length).toBe(read);
          expect(Math.min(created, updated, unchanged)).toBeGreaterThanOrEqual(0);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }),
      { numRuns: 60 },
    );
  },
);

test("bytes that are no table at all are refused with a reason", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
      await expect(load(ctx, "activities", Buffer.from(bytes))).rejects.toBeInstanceOf(AppError);
    }),
    { numRuns: 60 },
  );
});
