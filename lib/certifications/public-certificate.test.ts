import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revokeCertification } from "@/lib/certifications/service";
import { issueTestCertificate, type Made, supersede } from "@/lib/certifications/verify.test-support";
import { verifyCertificate } from "@/lib/certifications/verify-queries";
import type { Ctx } from "@/lib/context";
import { askAsPublic, disconnectPublic } from "@/lib/database/public";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

/** Addresses of this file alone: a process remembers whom it has stopped. */
const [WALKER, GUESSER] = [`walker ${randomUUID()}`, `guesser ${randomUUID()}`];

let database: TestDatabase;
let visitor: Client;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  visitor = new Client({ connectionString: database.publicUrl });
  await visitor.connect();
  ctx = await createTestOrganization(database, { name: "Hørselshemmede" });
});
afterAll(async () => {
  await visitor.end();
  await disconnectPublic();
  await database.close();
});

type Claim = { code?: string; name?: string; address?: string };
let addresses = 0;
/** A question from somewhere nobody has asked from before, unless said. */
const ask = (number: string, claim: Claim = {}) =>
  verifyCertificate({ number, address: `visitor ${addresses++}`, ...claim });
const outcome = (answer: Promise<unknown>) => answer.then(() => "answered").catch((error) => error.code);

describe("anybody with a number", () => {
  test("learns kind, organisation, dates and state, and nothing about the person", async () => {
    const { number } = await issueTestCertificate(database, ctx, { day: "2020-01-10" });
    const found = await ask(number);
    expect(found).toEqual({
      certificate: {
        number,
        type: expect.stringMatching(/^Type /),
        organization: "Hørselshemmede",
        status: "expired",
        issuedOn: "2020-01-10",
        expiresOn: "2021-01-10",
        revokedOn: null,
        newer: null,
        opened: null,
      },
      refusal: null,
    });
  });

  test("sees that it was revoked, from the next question on, and not why", async () => {
    const made = await issueTestCertificate(database, ctx);
    expect((await ask(made.number))?.certificate.status).toBe("active");
    await revokeCertification(made.coordinator, { id: made.id, reason: "Hemmelig grunn" });
    const found = await ask(made.number, { code: made.code });
    expect(found?.certificate.status).toBe("revoked");
    expect(found?.certificate.revokedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(JSON.stringify(found)).not.toContain("grunn");
  });

  test("sees that it ends soon, whether or not anything has written it down", async () => {
    const { number } = await issueTestCertificate(database, ctx, { validityMonths: 1 });
    await database.everything.query(
      "UPDATE certifications SET expires_at = now() + interval '29 days' WHERE certificate_number = $1",
      [number],
    );
    expect((await ask(number))?.certificate.status).toBe("expiring_soon");
  });

  test("sees what the last of those that took its place is worth, and not its number", async () => {
    const [first, second, third] = [
      await issueTestCertificate(database, ctx),
      await issueTestCertificate(database, ctx),
      await issueTestCertificate(database, ctx),
    ];
    await supersede(database, first.id, second.id);
    await supersede(database, second.id, third.id);
    expect((await ask(first.number))?.certificate).toMatchObject({ status: "superseded", newer: "active" });
    expect(JSON.stringify(await ask(first.number))).not.toContain(third.number);
    expect((await ask(first.number, { code: first.code }))?.certificate.opened?.newerNumber).toBe(
      third.number,
    );
    await revokeCertification(third.coordinator, { id: third.id, reason: "x" });
    expect((await ask(first.number))?.certificate).toMatchObject({ status: "superseded", newer: "revoked" });
  });

  test("sees that a certificate without an end has none", async () => {
    const { number } = await issueTestCertificate(database, ctx, { validityMonths: null });
    expect((await ask(number))?.certificate).toMatchObject({ status: "active", expiresOn: null });
  });

  test("finds nothing by a number that does not exist, or by a pattern", async () => {
    for (const number of ["NHF-2026-99999", "%", "", "x".repeat(10_000), "' OR true --"])
      expect(await ask(number)).toBeNull();
  });

  test("is told the last day on which it is valid, not the day at whose beginning it ends", async () => {
    const { number } = await issueTestCertificate(database, ctx);
    await database.everything.query(
      "UPDATE certifications SET expires_at = '2199-12-31T23:00:00Z' WHERE certificate_number = $1",
      [number],
    );
    expect((await ask(number))?.certificate.expiresOn).toBe("2199-12-31");
  });
});

describe("whoever has the printed certificate", () => {
  let made: Made;
  beforeAll(async () => {
    made = await issueTestCertificate(database, ctx, { holder: "Åse Bjørnø-Strømme" });
    await database.everything.query(
      "UPDATE certification_types SET description = 'Kurs i to dager' WHERE id = $1",
      [made.certificationTypeId],
    );
  });

  test("reads the whole record by its code, with capital letters and spaces too", async () => {
    const typed = made.code.toUpperCase().replace(/(.{4})/g, "$1 ");
    for (const code of [made.code, typed]) {
      expect((await ask(made.number, { code }))?.certificate.opened).toEqual({
        by: "code",
        holder: "Åse Bjørnø-Strømme",
        description: "Kurs i to dager",
        newerNumber: null,
      });
    }
  });

  test("learns no more by another certificate's code, or one with a character changed, than by the number", async () => {
    const other = await issueTestCertificate(database, ctx);
    const changed = made.code.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    const bare = (await ask(made.number))?.certificate;
    for (const code of [other.code, changed, made.code.slice(1), "", "%", "\u0000", "x".repeat(100_000)]) {
      expect(await ask(made.number, { code })).toEqual({ certificate: bare, refusal: "wrong_code" });
    }
  });

  test("is stopped after twenty wrong codes, and a right one is never counted", async () => {
    for (let number = 0; number < 30; number += 1)
      expect((await ask(made.number, { code: made.code, address: "desk" }))?.refusal).toBeNull();
    const wrong = () => outcome(ask(made.number, { code: "0".repeat(32), address: GUESSER }));
    const answers = await Promise.all(Array.from({ length: 22 }, wrong));
    expect(answers.filter((answer) => answer === "rate_limited")).toHaveLength(2);
  });

  test("does not read a name that was erased; number and state are still there", async () => {
    const erased = await issueTestCertificate(database, ctx, { holder: "Per Borte" });
    await database.everything.query("UPDATE users SET erased_at = now() WHERE id = $1", [erased.userId]);
    const found = await ask(erased.number, { code: erased.code });
    expect(found?.certificate).toMatchObject({ status: "active", opened: { by: "code", holder: null } });
    expect(await ask(erased.number, { name: "Per Borte" })).toMatchObject({ refusal: "wrong_name" });
  });
});

describe("strangers", () => {
  test("who walk through the numbers are stopped, and nobody else", async () => {
    const walk = (number: number) => outcome(ask(`NHF-2026-${10_000 + number}`, { address: WALKER }));
    const answers = await Promise.all(Array.from({ length: 125 }, (_, index) => walk(index)));
    expect(answers.filter((answer) => answer === "rate_limited")).toHaveLength(5);
    expect(await ask("NHF-2026-99999")).toBeNull();
  });

  test("are asked for as somebody who may read no table", async () => {
    expect(await askAsPublic("SELECT current_user::text AS role", [])).toEqual([{ role: "heder_public" }]);
    await expect(askAsPublic("SELECT FROM certifications", [])).rejects.toMatchObject({ code: "42501" });
    await expect(askAsPublic("SELECT FROM users", [])).rejects.toMatchObject({ code: "42501" });
    await expect(askAsPublic("SELECT plain_name('x')", [])).rejects.toMatchObject({ code: "42501" });
  });

  test("read no table, whatever settings they make", async () => {
    await visitor.query(
      "SELECT set_config('app.organization_id', $1, false), set_config('app.platform', 'on', false)",
      [ctx.organization.id],
    );
    const { rows } = await visitor.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')",
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { relname } of rows) {
      await expect(visitor.query(`SELECT FROM "${relname}" LIMIT 1`), relname).rejects.toMatchObject({
        code: "42501",
      });
    }
  });

  test("get nothing of the person from the function itself without code or name", async () => {
    const { number } = await issueTestCertificate(database, ctx);
    const { rows } = await visitor.query("SELECT * FROM public_certificate($1, NULL, NULL)", [number]);
    expect(rows).toMatchObject([
      { opened_by: null, holder_name: null, type_description: null, newer_number: null },
    ]);
    for (const nothing of ["", " ", "-", "\u0301"]) {
      const { rows: same } = await visitor.query("SELECT * FROM public_certificate($1, $2, $2)", [
        number,
        nothing,
      ]);
      expect(same).toEqual(rows);
    }
  });
});
