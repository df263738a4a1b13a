import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Client as ApiClient, clientOf } from "@/app/api/v1/api.test-support";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let client: ApiClient;
let kari: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  client = await clientOf(ctx);
  const kariOf = { name: "Kari", externalRef: "m-1", email: `kari-${ctx.organization.slug}@example.org` };
  ({ userId: kari } = await createTestMember(database, ctx, kariOf));
});

describe("referrals and course registrations", () => {
  test("are received, changed and kept by their own keys", async () => {
    const referral = { person: "m-1", occurred_at: "2026-03-01", external_id: "r-1" };
    expect(await client.post("referrals", referral)).toMatchObject({
      status: 201,
      body: { status: "pending", occurred_at: "2026-02-28T23:00:00.000Z", user_id: kari },
    });
    expect(await client.post("referrals", { ...referral, status: "completed" })).toMatchObject({
      status: 200,
      body: { status: "completed" },
    });
    await database.everything.query(
      "INSERT INTO courses (organization_id, code, title) VALUES ($1, 'K1', 'Kurs')",
      [ctx.organization.id],
    );
    const registration = { person: "m-1", course: "K1", registered_on: "2026-01-01" };
    expect(await client.post("course-registrations", registration)).toMatchObject({
      status: 201,
      body: { status: "registered", course: "K1", registered_on: "2026-01-01" },
    });
    expect(
      await client.post("course-registrations", { ...registration, completed_on: "2026-02-01" }),
    ).toMatchObject({
      status: 200,
      body: { status: "completed", completed_on: "2026-02-01" },
    });
    expect(await client.post("course-registrations", { ...registration, course: "K2" })).toMatchObject({
      status: 422,
      body: { errors: [{ field: "course", code: "api.unknownCourse" }] },
    });
    expect(
      (await client.post("course-registrations", { items: [registration, registration] })).body.results,
    ).toMatchObject([{ status: "updated" }, { status: "rejected", errors: [{ field: "course" }] }]);
  });

  test("a voided registration that is sent again stays voided, and another one takes its place", async () => {
    const { voidRegistration } = await import("@/lib/facts/registration-service");
    await database.everything.query(
      "INSERT INTO courses (organization_id, code, title) VALUES ($1, 'K1', 'Kurs')",
      [ctx.organization.id],
    );
    const registration = { person: "m-1", course: "K1", registered_on: "2026-01-01" };
    const { body } = await client.post("course-registrations", registration);
    await voidRegistration(ctx, { id: body.id, reason: "Wrong person" });
    const items = [registration];
    expect((await client.post("course-registrations", { items })).body.results).toMatchObject([
      { status: "unchanged", id: body.id, warnings: [{ code: "api.wasVoided" }] },
    ]);
    expect(
      (await client.post("course-registrations", { ...registration, registered_on: "2026-01-02" })).status,
    ).toBe(201);
  });
});
