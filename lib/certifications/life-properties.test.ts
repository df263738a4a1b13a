import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepCertifications } from "@/lib/certifications/expiry-service";
import { type CertificateLife, certificateLife } from "@/lib/certifications/life.test-support";
import { AppError } from "@/lib/errors";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const PEOPLE = 3;
const step = fc.record({
  what: fc.constantFrom("issue", "issue", "renew", "renew", "correct", "revoke", "sweep"),
  person: fc.nat(PEOPLE - 1),
  /** Which of the person's certificates, from the latest. */
  which: fc.nat(2),
  /** Days that pass before it. */
  days: fc.constantFrom(0, 1, 20, 90, 340, 400),
  /** By how many days a correction moves the end, which may be before the issue or today. */
  by: fc.integer({ min: -500, max: 500 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const dayAfter = (day: Date, days: number) => new Date(day.getTime() + days * 86_400_000);
const written = (moment: Date) => moment.toISOString();

/** One step of a story; a refusal is an outcome like any other, a bug is not. */
async function take(life: CertificateLife, people: readonly string[], one: Step, now: Date): Promise<void> {
  const userId = people[one.person] ?? "";
  const held = await life.rows<{ id: string; user_id: string; expires_at: Date }>(
    "SELECT id, user_id, expires_at FROM certifications WHERE organization_id = $1 ORDER BY issued_at DESC, certificate_number DESC",
  );
  const chosen = held.filter((row) => row.user_id === userId)[one.which];
  const moment = written(now);
  const actions: Record<string, () => Promise<unknown>> = {
    issue: () => life.issue(moment, { userId }),
    sweep: () => sweepCertifications(life.at(moment, life.ctx)),
    ...(chosen && {
      renew: () => life.renew(moment, chosen.id),
      revoke: () => life.revoke(moment, chosen.id),
      correct: () =>
        life.correct(moment, chosen.id, {
          expiresOn: written(dayAfter(chosen.expires_at, one.by)).slice(0, 10),
        }),
    }),
  };
  await actions[one.what]?.().catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}

/** What must be true of all certificates at any time: rows that say otherwise. */
const BROKEN: Readonly<Record<string, string>> = {
  "two valid of one person and type": `
    SELECT user_id FROM certifications WHERE organization_id = $1 AND status IN ('active', 'expiring_soon')
    GROUP BY user_id, certification_type_id HAVING count(*) > 1`,
  "superseded by nothing, or by somebody else's": `
    SELECT c.id FROM certifications c LEFT JOIN certifications l ON l.id = c.renewed_by_id
    WHERE c.organization_id = $1 AND (c.status = 'superseded' OR c.renewed_by_id IS NOT NULL)
      AND (l.id IS NULL OR l.user_id <> c.user_id OR l.certification_type_id <> c.certification_type_id OR l.issued_at < c.issued_at)`,
  "two predecessors": `
    SELECT renewed_by_id FROM certifications WHERE organization_id = $1 AND renewed_by_id IS NOT NULL
    GROUP BY renewed_by_id HAVING count(*) > 1`,
  "dates in the wrong order":
    "SELECT id FROM certifications WHERE organization_id = $1 AND expires_at <= issued_at",
  "a gap or a double among the numbers": `
    SELECT y FROM (SELECT split_part(certificate_number, '-', 2) AS y, split_part(certificate_number, '-', 3)::int AS n
      FROM certifications WHERE organization_id = $1) numbers
    GROUP BY y HAVING count(*) <> max(n) OR count(DISTINCT n) <> count(*)`,
  "a year that is not the number's": `
    SELECT id FROM certifications WHERE organization_id = $1
      AND split_part(certificate_number, '-', 2)::int <> extract(year FROM issued_at AT TIME ZONE 'Europe/Oslo')`,
  "expiring soon without a warning": `
    SELECT id FROM certifications WHERE organization_id = $1 AND status = 'expiring_soon' AND expiry_warning_sent_at IS NULL`,
  "more than one warning of one end": `
    SELECT subject_id FROM notifications WHERE organization_id = $1 AND kind = 'certificate_expiring'
    GROUP BY subject_id, idempotency_key HAVING count(*) > 1`,
  "revoked without who and why": `
    SELECT id FROM certifications WHERE organization_id = $1 AND (status = 'revoked') <> (revoked_by_user_id IS NOT NULL AND revocation_reason IS NOT NULL)`,
  "a state that nobody recorded": `
    SELECT c.id FROM certifications c WHERE c.organization_id = $1 AND c.status NOT IN ('active') AND NOT EXISTS (
      SELECT FROM audit_log l WHERE l.subject_id = c.id AND l.after ->> 'status' = c.status::text)`,
};

async function broken(life: CertificateLife): Promise<string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(BROKEN)) if ((await life.rows(sql)).length > 0) found.push(what);
  return found;
}

test("whatever happens to certificates in whatever order, what must be true of them stays true", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
      const life = await certificateLife(database);
      const people = await Promise.all(
        Array.from({ length: PEOPLE }, async () => (await createTestMember(database, life.ctx)).userId),
      );
      let now = new Date("2024-11-20T12:00:00Z");
      for (const one of steps) {
        now = dayAfter(now, one.days);
        await take(life, people, one, now);
        expect(await broken(life), `after ${one.what} at ${written(now)}`).toEqual([]);
      }
    }),
    { numRuns: 15 },
  );
});

test("the same in a crowd: several at once, and still", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 24 }), async (steps) => {
      const life = await certificateLife(database);
      const people = await Promise.all(
        Array.from({ length: PEOPLE }, async () => (await createTestMember(database, life.ctx)).userId),
      );
      let now = new Date("2024-11-20T12:00:00Z");
      for (let from = 0; from < steps.length; from += 4) {
        now = dayAfter(now, steps[from]?.days ?? 0);
        await Promise.all(steps.slice(from, from + 4).map((one) => take(life, people, one, now)));
        expect(await broken(life), `at ${written(now)}`).toEqual([]);
      }
    }),
    { numRuns: 8 },
  );
});
