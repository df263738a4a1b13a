import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issueTestCertificate, type Made } from "@/lib/certifications/verify.test-support";
import { verifyCertificate } from "@/lib/certifications/verify-queries";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

let addresses = 0;
/** A question from somewhere nobody has asked from before, unless said. */
const ask = (number: string, claim: { name?: string; address?: string } = {}) =>
  verifyCertificate({ number, address: `visitor ${addresses++}`, ...claim });

describe("whoever knows the holder's name", () => {
  let made: Made;
  beforeAll(async () => {
    made = await issueTestCertificate(database, ctx, { holder: "Åse Bjørnø-Strømme" });
  });

  test.each([
    "Åse Bjørnø-Strømme",
    "  åse   BJØRNØ strømme ",
    "Strømme, Åse Bjørnø",
    "Ase Bjorno Stromme",
    "Aase Bjoernoe-Stroemme",
    "A\u030ase Bjørnø\u2011Strømme",
    "Åse\u00a0Bjørnø\u200b Strømme",
  ])("reads the whole record by it: %j", async (name) => {
    expect((await ask(made.number, { name }))?.certificate.opened).toMatchObject({
      by: "name",
      holder: "Åse Bjørnø-Strømme",
    });
  });

  test.each([
    "Åse",
    "Åse Bjørnø",
    "Åse Bjørnø-Strømm",
    "Bjørn",
    "Kari",
    "%",
    "_",
    "Åse Bjørnø-Strømme Hansen",
    "\u0000",
  ])("and by no other, and is not told how near it was: %j", async (name) => {
    const [bare] = [await ask(made.number)];
    expect(await ask(made.number, { name, address: `new ${name}` })).toEqual({
      ...bare,
      refusal: "wrong_name",
    });
    await database.everything.query("DELETE FROM rate_limits");
  });

  test("of other alphabets is told apart from it", async () => {
    const other = await issueTestCertificate(database, ctx, { holder: "Олена Шевченко" });
    expect((await ask(other.number, { name: "Шевченко Олена" }))?.certificate.opened?.by).toBe("name");
    expect((await ask(other.number, { name: "Ірина Шевченко" }))?.refusal).toBe("wrong_name");
    expect((await ask(other.number, { name: "!!!" }))?.refusal).toBe("wrong_name");
  });

  test("an empty name is no name", async () => {
    expect(await ask(made.number, { name: "  " })).toMatchObject({
      certificate: { opened: null },
      refusal: null,
    });
  });

  test("cannot be found out by trying: after ten wrong ones for a number no name is looked at, right or wrong, at once", async () => {
    const { number } = await issueTestCertificate(database, ctx, { holder: "Kari Hemmelig" });
    const wrong = Array.from({ length: 10 }, (_, index) => ask(number, { name: `Kari ${index}` }));
    for (const answer of await Promise.all(wrong)) expect(answer?.refusal).toBe("wrong_name");
    const [right, other] = [await ask(number, { name: "Kari Hemmelig" }), await ask(number, { name: "Per" })];
    expect(right).toEqual({ ...(await ask(number)), refusal: "names_spent" });
    expect(other).toEqual(right);
  });

  test("cannot be found out by trying one name on many numbers either", async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        ask(`NHF-2026-${80_000 + index}`, { name: "Kari Hemmelig", address: "one place" }),
      ),
    );
    expect(answers).toEqual(Array(12).fill(null));
    const { number } = await issueTestCertificate(database, ctx);
    expect((await ask(number, { name: "Kari Hemmelig", address: "one place" }))?.refusal).toBe("names_spent");
  });

  test("is not stopped by asking rightly many times", async () => {
    const { number } = await issueTestCertificate(database, ctx);
    for (let time = 0; time < 15; time += 1)
      expect((await ask(number, { name: "Kari Hemmelig", address: "regular" }))?.refusal).toBeNull();
  });
});
