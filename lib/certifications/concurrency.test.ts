import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { takeNumbers } from "@/lib/certifications/number-service";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification } from "@/lib/certifications/service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let type: string;
let coordinator: Awaited<ReturnType<typeof createTestMember>>;

const ask = (userId: string, idempotencyKey: string = randomUUID()) =>
  issueInput.parse({ userId, certificationTypeId: type, idempotencyKey });

async function numbers(): Promise<string[]> {
  const { rows } = await database.everything.query(
    "SELECT certificate_number FROM certifications WHERE organization_id = $1 ORDER BY 1",
    [ctx.organization.id],
  );
  return rows.map((row) => row.certificate_number);
}

/** The numbers from the first of this year on. */
function upTo(count: number): string[] {
  const { timeZone, certificatePrefix } = ctx.organization;
  const year = new Date().toLocaleDateString("en-CA", { timeZone }).slice(0, 4);
  return Array.from(
    { length: count },
    (_, index) => `${certificatePrefix}-${year}-${String(index + 1).padStart(5, "0")}`,
  );
}

/** Does all of it, so many at a time. */
async function byClients(count: number, work: (() => Promise<unknown>)[]): Promise<void> {
  const client = async () => {
    for (let next = work.shift(); next; next = work.shift()) await next();
  };
  await Promise.all(Array.from({ length: count }, client));
}

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  type = await createTestCertificationType(database, ctx);
  coordinator = await createTestMember(database, ctx, { role: "coordinator" });
});

describe("numbers", () => {
  test("have no gap and no duplicate with 32 clients of whom every tenth is rolled back", async () => {
    const people = await Promise.all(Array.from({ length: 160 }, () => createTestMember(database, ctx)));
    const work = people.map(({ userId }, index) => async () => {
      if (index % 10 !== 9) return issueCertification(coordinator.ctx, ask(userId));
      return inTenant(coordinator.ctx, async (tx) => {
        await takeNumbers(tx, ctx, new Date().getUTCFullYear(), 1);
        throw new Error("rolled back");
      }).catch((error: Error) => expect(error.message).toBe("rolled back"));
    });
    await byClients(32, work);
    expect(await numbers()).toEqual(upTo(144));
  });

  test("of a thousand issues at the same time are 1 to 1000", async () => {
    const { rows } = await database.everything.query<{ user_id: string }>(
      `WITH made AS (INSERT INTO users (name) SELECT 'Person ' || n FROM generate_series(1, 1000) n RETURNING id, name)
       INSERT INTO memberships (organization_id, user_id, display_name) SELECT $1, id, name FROM made RETURNING user_id`,
      [ctx.organization.id],
    );
    const work = rows.map(
      ({ user_id }) =>
        () =>
          issueCertification(coordinator.ctx, ask(user_id)),
    );
    // As many at once as there are connections: who waits longer for one than a page does is told to try again.
    await byClients(10, work);
    expect(await numbers()).toEqual(upTo(1_000));
  }, 300_000);
});

describe("one certificate", () => {
  test("comes of fifty requests with one key, and all get the same answer", async () => {
    const { userId } = await createTestMember(database, ctx);
    const order = ask(userId);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => issueCertification(coordinator.ctx, order)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await numbers()).toEqual([answers[0]?.certificateNumber]);
  });

  test("comes of two hundred requests with different keys; the others are told which one is valid", async () => {
    const { userId } = await createTestMember(database, ctx);
    const answers: PromiseSettledResult<unknown>[] = [];
    const work = Array.from({ length: 200 }, () => async () => {
      answers.push(...(await Promise.allSettled([issueCertification(coordinator.ctx, ask(userId))])));
    });
    // As many at once as wait for a connection no longer than a page does.
    await byClients(16, work);
    const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
    expect(refused).toHaveLength(199);
    const [number, ...others] = await numbers();
    expect(others).toEqual([]);
    for (const error of refused) {
      expect(error).toMatchObject({
        fields: { certificationTypeId: { key: "certifications.alreadyHolds", values: { number } } },
      });
    }
  });
});

describe("an idempotency key", () => {
  test("with another body is refused", async () => {
    const [a, b] = [await createTestMember(database, ctx), await createTestMember(database, ctx)];
    await issueCertification(coordinator.ctx, ask(a.userId, "the-same-key"));
    await expect(issueCertification(coordinator.ctx, ask(b.userId, "the-same-key"))).rejects.toMatchObject({
      code: "conflict",
      text: { key: "certifications.keyReused" },
    });
    expect(await numbers()).toHaveLength(1);
  });

  test("of another organisation has nothing to do with ours", async () => {
    const { userId } = await createTestMember(database, ctx);
    await issueCertification(coordinator.ctx, ask(userId, "the-same-key"));
    const other = await createTestOrganization(database);
    type = await createTestCertificationType(database, other);
    const theirs = await createTestMember(database, other, { role: "coordinator" });
    const mentor = await createTestMember(database, other);
    const { certificateNumber } = await issueCertification(theirs.ctx, ask(mentor.userId, "the-same-key"));
    expect(certificateNumber.startsWith(`${other.organization.certificatePrefix}-`)).toBe(true);
  });
});
