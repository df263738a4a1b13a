import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { opened, openingPool } from "@/lib/database/opening";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
let pool: ReturnType<typeof openingPool>;
beforeAll(async () => {
  database = await testDatabase();
  // Whoever comes next has the same connection.
  pool = openingPool({ connectionString: database.appUrl, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

const organizationOf = async (client: { query: typeof pool.query }) => {
  const { rows } = await client.query("SELECT current_setting('app.organization_id', true) AS id");
  return rows[0].id || null;
};

/** As the database library does: begins, asks, ends, and gives the connection back. */
async function transaction<T>(
  ends: "COMMIT" | "ROLLBACK",
  run: (client: { query: typeof pool.query }) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const answer = await run(client as never);
    await client.query(ends);
    return answer;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

describe("a transaction that is opened", () => {
  test.each(["COMMIT", "ROLLBACK"] as const)(
    "knows its parameters, and after %s nobody does",
    async (ends) => {
      const parameters = { "app.organization_id": "o'ne\\", statement_timeout: "12345" };
      const seen = await opened(parameters, async (now) => {
        expect(now).toThrow("No transaction has begun");
        return transaction(ends, async (client) => {
          expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(3_600_000);
          const { rows } = await client.query("SHOW statement_timeout");
          return [await organizationOf(client), rows[0].statement_timeout];
        });
      });
      expect(seen).toEqual(["o'ne\\", "12345ms"]);
      expect(await organizationOf(pool)).toBeNull();
      expect(await transaction("COMMIT", organizationOf)).toBeNull();
    },
  );

  test("with one opened inside it keeps to its own", async () => {
    const inner = () =>
      opened({ "app.organization_id": "inner" }, () => transaction("COMMIT", organizationOf));
    const seen = await opened({ "app.organization_id": "outer" }, async () => {
      const before = await inner();
      return [before, await transaction("COMMIT", organizationOf)];
    });
    expect(seen).toEqual(["inner", "outer"]);
  });

  test("is refused with a parameter that is none, and leaves the connection clean", async () => {
    const wrong = { "app.organization_id": "mine", statement_timeout: "soon" };
    await expect(opened(wrong, () => transaction("COMMIT", organizationOf))).rejects.toThrow(
      "statement_timeout",
    );
    expect(await transaction("COMMIT", organizationOf)).toBeNull();
  });
});
