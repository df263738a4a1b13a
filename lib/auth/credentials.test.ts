import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkCredentials } from "@/lib/auth/credentials";
import { hashPassword } from "@/lib/auth/password";
import { AppError } from "@/lib/errors";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

const PASSWORD = "blå hest under bordet";

let database: TestDatabase;
let hash: string;
let number = 0;

beforeAll(async () => {
  database = await testDatabase();
  hash = await hashPassword(PASSWORD);
});
afterAll(() => database.close());

async function account(): Promise<{ id: string; email: string }> {
  const email = `ola${++number}@example.org`;
  const { rows } = await database.everything.query(
    "INSERT INTO users (email, name, password_hash) VALUES ($1, 'Ola', $2) RETURNING id",
    [email, hash],
  );
  return { id: rows[0].id, email };
}

const answer = (email: string, password: string, address = `10.9.${number}.1`) =>
  checkCredentials({ email, password }, address).then(
    ({ id }) => id,
    (error: unknown) => (error instanceof AppError ? `${error.code} ${error.text.key}` : error),
  );

describe("signing in", () => {
  test("takes the e-mail in any case and with spaces, and the password letter by letter", async () => {
    const { id, email } = await account();
    expect(await answer(` ${email.toUpperCase()} `, PASSWORD)).toBe(id);
    expect(await answer(email, PASSWORD.toUpperCase())).toBe("invalid auth.wrongCredentials");
  });

  test("takes å as one letter or as two signs", async () => {
    const { id, email } = await account();
    expect(await answer(email, PASSWORD.normalize("NFD"))).toBe(id);
  });

  test("answers the same for a wrong password, no account, no password yet, and a deactivated account", async () => {
    const wrong = await account();
    const closed = await account();
    await database.everything.query("UPDATE users SET deactivated_at = now() WHERE id = $1", [closed.id]);
    const invited = await account();
    await database.everything.query("UPDATE users SET password_hash = NULL WHERE id = $1", [invited.id]);
    const answers = [
      await answer(wrong.email, "feil"),
      await answer("nobody@example.org", PASSWORD),
      await answer(closed.email, PASSWORD),
      await answer(invited.email, PASSWORD),
      await answer("a\0b@example.org", PASSWORD),
      await answer("x".repeat(254), "y".repeat(1_000)),
    ];
    expect(new Set(answers)).toEqual(new Set(["invalid auth.wrongCredentials"]));
  });

  test("stops after five wrong tries, with the right password too, and alike without an account", async () => {
    const { email } = await account();
    for (const known of [email, "ingen@example.org"]) {
      const answers = [];
      for (let i = 0; i < 7; i++) answers.push(await answer(known, i < 6 ? "feil" : PASSWORD));
      expect(answers.slice(0, 5)).toEqual(Array(5).fill("invalid auth.wrongCredentials"));
      expect(answers.slice(5)).toEqual(Array(2).fill("rate_limited auth.tooManyTries"));
    }
  });

  test("counts tries at the same time", async () => {
    const { email } = await account();
    const tries = await Promise.all(Array.from({ length: 12 }, () => answer(email, "feil")));
    expect(tries.filter((said) => said === "invalid auth.wrongCredentials")).toHaveLength(5);
  });

  test("begins to count anew after the right password", async () => {
    const { id, email } = await account();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 3; i++) await answer(email, "feil");
      expect(await answer(email, PASSWORD)).toBe(id);
    }
  });

  test("stops one address that tries many accounts, and not its neighbours", async () => {
    const { id, email } = await account();
    for (let i = 0; i < 60; i++) await answer(`gjett${i}@example.org`, "feil", "10.200.0.1");
    expect(await answer(email, PASSWORD, "10.200.0.1")).toBe("rate_limited auth.tooManyTries");
    expect(await answer(email, PASSWORD, "10.200.0.2")).toBe(id);
  });

  test("keeps hashes and no addresses in the counters", async () => {
    await answer("hemmelig@example.org", "feil");
    const { rows } = await database.everything.query("SELECT key FROM rate_limits");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/example\.org|10\./);
  });
});
