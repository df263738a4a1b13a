import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoPlans } from "@/lib/demo/accounts";
import { seedDemo } from "@/lib/demo/seed-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const rows = async (sql: string) => (await database.everything.query(sql)).rows;

test("the demo of a day is the same each time", () => {
  const day = Temporal.PlainDate.from("2026-11-29");
  expect(demoPlans(day)).toEqual(demoPlans(day));
});

test("the demo is made once, and shows all that can become of a certificate", async () => {
  expect(await seedDemo()).toEqual({ seeded: true });
  expect(
    await rows(
      `SELECT o.slug, count(*) FILTER (WHERE c.status = 'superseded' AND n.status = 'active')::int AS renewed,
         count(*) FILTER (WHERE c.status = 'expiring_soon' AND c.expires_at < now() + interval '30 days')::int AS ending,
         count(*) FILTER (WHERE c.status = 'expired')::int AS expired,
         count(*) FILTER (WHERE c.status = 'revoked' AND length(c.revocation_reason) > 10)::int AS revoked,
         (SELECT count(*)::int FROM certification_batches b WHERE b.organization_id = o.id) AS batches,
         (SELECT count(*)::int FROM certification_types t WHERE t.organization_id = o.id AND t.template ? 'title') AS designs
       FROM organizations o JOIN certifications c ON c.organization_id = o.id LEFT JOIN certifications n ON n.id = c.renewed_by_id
       GROUP BY o.id ORDER BY o.slug`,
    ),
  ).toEqual([
    { slug: "blindeforbundet", renewed: 0, ending: 1, expired: 1, revoked: 1, batches: 1, designs: 0 },
    { slug: "hlf", renewed: 1, ending: 1, expired: 1, revoked: 1, batches: 1, designs: 2 },
    { slug: "nhf", renewed: 1, ending: 1, expired: 1, revoked: 1, batches: 1, designs: 1 },
  ]);
  // Numbers run with the days, also where a renewal came between.
  const order = `SELECT array_agg(certificate_number ORDER BY issued_at, certificate_number) = array_agg(certificate_number ORDER BY certificate_number) AS ordered
    FROM certifications GROUP BY organization_id`;
  expect(await rows(order)).toEqual([{ ordered: true }, { ordered: true }, { ordered: true }]);
  expect(await seedDemo()).toEqual({ seeded: false });
});
