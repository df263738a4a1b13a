import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, clientOf } from "@/app/api/v1/api.test-support";
import { revokeCertification } from "@/lib/certifications/service";
import { issueTestCertificate, type Made, supersede } from "@/lib/certifications/verify.test-support";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let gate: Client;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
  gate = await clientOf(ctx, ["access:read"]);
});
afterAll(() => database.close());

const sql = (text: string, ...values: unknown[]) => database.everything.query(text, values);
const opens = (made: Made, ...scopes: string[]) =>
  sql("UPDATE certification_types SET access_scopes = $2 WHERE id = $1", made.certificationTypeId, scopes);
/** Gives the second certificate to the holder of the first. */
const give = (made: Made, to: Made) =>
  sql("UPDATE certifications SET user_id = $2 WHERE id = $1", made.id, to.userId);

async function ask(person: string, scope: string, client: Client = gate) {
  const answer = await client.get(`access?${new URLSearchParams({ person, scope })}`);
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  return answer.body;
}
const denied = (reason: string) => ({
  allowed: false,
  until: null,
  certificate: null,
  reason,
  checked_at: expect.any(String),
});

describe("a person with a valid certificate", () => {
  test("is let in until it ends, and told by which", async () => {
    const made = await issueTestCertificate(database, ctx);
    await opens(made, "courses:lead", "visits:hospital");
    await sql("UPDATE memberships SET external_ref = 'm-7' WHERE user_id = $1", made.userId);
    const { rows } = await sql(
      "SELECT code FROM certification_types WHERE id = $1",
      made.certificationTypeId,
    );
    const answer = await ask("m-7", "courses:lead");
    expect(answer).toEqual({
      allowed: true,
      until: answer.certificate.expires_at,
      certificate: { number: made.number, type: rows[0].code, expires_at: expect.stringMatching(/Z$/) },
      reason: "valid",
      checked_at: expect.any(String),
    });
    expect(await ask(made.userId, "visits:hospital")).toMatchObject({ allowed: true });
    expect(await ask("m-7", "courses:leader")).toEqual(denied("unknown_scope"));
  });

  test("for life is let in without an end", async () => {
    const made = await issueTestCertificate(database, ctx, { validityMonths: null });
    await opens(made, "lifetime");
    expect(await ask(made.userId, "lifetime")).toMatchObject({
      allowed: true,
      until: null,
      certificate: { number: made.number, expires_at: null },
    });
  });

  test("of two is let in by the one that is valid longest, and one for life is longest", async () => {
    const [year, two, life] = [
      await issueTestCertificate(database, ctx, { validityMonths: 12 }),
      await issueTestCertificate(database, ctx, { validityMonths: 24 }),
      await issueTestCertificate(database, ctx, { validityMonths: null }),
    ];
    for (const made of [year, two, life]) await opens(made, "several");
    await give(two, year);
    expect((await ask(year.userId, "several")).certificate.number).toBe(two.number);
    await give(life, year);
    expect((await ask(year.userId, "several")).certificate.number).toBe(life.number);
    await revokeCertification(life.coordinator, { id: life.id, reason: "x" });
    expect((await ask(year.userId, "several")).certificate.number).toBe(two.number);
  });

  test("is let in although the type is out of use, and while the certificate ends soon", async () => {
    const made = await issueTestCertificate(database, ctx, { validityMonths: 1 });
    await opens(made, "old");
    await sql("UPDATE certification_types SET is_active = false WHERE id = $1", made.certificationTypeId);
    await sql("UPDATE certifications SET status = 'expiring_soon' WHERE id = $1", made.id);
    expect(await ask(made.userId, "old")).toMatchObject({ allowed: true });
  });

  test("by its renewal is let in, and not by what was replaced", async () => {
    const [old, newer] = [
      await issueTestCertificate(database, ctx),
      await issueTestCertificate(database, ctx),
    ];
    await opens(old, "renewed");
    await supersede(database, old.id, newer.id);
    expect(await ask(old.userId, "renewed")).toEqual(denied("superseded"));
    await opens(newer, "renewed");
    await give(newer, old);
    expect(await ask(old.userId, "renewed")).toMatchObject({
      allowed: true,
      certificate: { number: newer.number },
    });
  });
});

describe("a person is kept out", () => {
  test("from the moment of revocation", async () => {
    const made = await issueTestCertificate(database, ctx);
    await opens(made, "revoking");
    expect(await ask(made.userId, "revoking")).toMatchObject({ allowed: true });
    await revokeCertification(made.coordinator, { id: made.id, reason: "x" });
    expect(await ask(made.userId, "revoking")).toEqual(denied("revoked"));
  });

  test("from the moment it ends, although nothing has written that down", async () => {
    const made = await issueTestCertificate(database, ctx);
    await opens(made, "ending");
    await sql(
      "UPDATE certifications SET issued_at = issued_at - interval '2 seconds', expires_at = now() - interval '1 second' WHERE id = $1",
      made.id,
    );
    const { rows } = await sql("SELECT status FROM certifications WHERE id = $1", made.id);
    expect(rows[0].status).toBe("active");
    expect(await ask(made.userId, "ending")).toEqual(denied("expired"));
  });

  test("by a type that does not open it, or without a certificate", async () => {
    const [made, other] = [
      await issueTestCertificate(database, ctx),
      await issueTestCertificate(database, ctx),
    ];
    await opens(made, "one:thing");
    await opens(other, "another:thing");
    expect(await ask(made.userId, "another:thing")).toEqual(denied("no_certificate"));
    expect(await ask(made.userId, "one")).toEqual(denied("unknown_scope"));
  });

  test("whom nobody here knows, also when another organisation does", async () => {
    const elsewhere = await createTestOrganization(database);
    const foreign = await issueTestCertificate(database, elsewhere);
    await opens(foreign, "foreign");
    const { userId } = await createTestMember(database, ctx, { email: "kari.access@example.org" });
    expect(await ask(foreign.userId, "foreign")).toEqual(denied("unknown_person"));
    expect(await ask("nobody", "foreign")).toEqual(denied("unknown_person"));
    expect(await ask("KARI.access@example.org", "foreign")).toEqual(denied("unknown_scope"));
    expect(await ask(userId, "foreign")).toEqual(denied("unknown_scope"));
    const theirs = await clientOf(elsewhere, ["access:read"]);
    expect(await ask(foreign.userId, "foreign", theirs)).toMatchObject({ allowed: true });
  });
});

describe("a question", () => {
  test.each([
    ["", ["person", "scope"]],
    ["?person=m-7", ["scope"]],
    ["?scope=x", ["person"]],
    ["?person=&scope=x", ["person"]],
    ["?person=m-7&scope=", ["scope"]],
    ["?person=m-7&scope=Courses%20Lead", ["scope"]],
    ["?person=%00&scope=x", ["person"]],
    [`?person=${"x".repeat(255)}&scope=${"x".repeat(81)}`, ["person", "scope"]],
  ])("that cannot be understood is answered with a problem: %s", async (query, fields) => {
    const answer = await gate.get(`access${query}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([422, "application/problem+json"]);
    expect(answer.body.errors.map(({ field }: { field: string }) => field).toSorted()).toEqual(fields);
  });

  test("needs a key with its own scope, which opens no list; reading certificates is another", async () => {
    const reader = await clientOf(ctx, ["certifications:read"]);
    expect((await reader.get("access?person=m-7&scope=x")).status).toBe(403);
    expect((await gate.get("certifications")).status).toBe(403);
    expect((await gate.get("people")).status).toBe(403);
  });

  test("is not answered where certificates are switched off", async () => {
    const without = await clientOf(await createTestOrganization(database, { modules: [] }), ["access:read"]);
    expect((await without.get("access?person=m-7&scope=x")).status).toBe(404);
  });
});
