import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Client, clientOf, send } from "@/app/api/v1/api.test-support";
import { listApiKeys } from "@/lib/api-keys/queries";
import { newKey } from "@/lib/api-keys/schema";
import { createApiKey, revokeApiKey } from "@/lib/api-keys/service";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let admin: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  ({ ctx: admin } = await createTestMember(database, ctx, { role: "org_admin", name: "Ada" }));
});

const everything = async (sql: string, ...values: unknown[]) =>
  (await database.everything.query(sql, [ctx.organization.id, ...values])).rows;
const input = { name: "Appen", scopes: ["people:read" as const], lastDay: undefined };

describe("a key", () => {
  test("is answered once, and what is kept does not give it back", async () => {
    const { id, text } = await createApiKey(admin, input);
    expect(text).toMatch(/^heder_[0-9a-z]{8}_[A-Za-z0-9_-]{43}$/);
    const kept = JSON.stringify(
      await everything("SELECT k.*, encode(secret_hash, 'hex') FROM api_keys k WHERE organization_id = $1"),
    );
    const secret = text.slice("heder_".length + 9);
    expect(kept).not.toContain(secret);
    expect(
      JSON.stringify(await everything("SELECT * FROM audit_log WHERE organization_id = $1")),
    ).not.toContain(secret);
    expect(await listApiKeys(admin)).toMatchObject([
      {
        id,
        name: "Appen",
        prefix: text.slice(6, 14),
        scopes: ["people:read"],
        standing: "active",
        createdBy: "Ada",
        lastUsedAt: null,
      },
    ]);
    expect(await everything("SELECT action, after FROM audit_log WHERE organization_id = $1")).toMatchObject([
      { action: "api_key.created", after: { name: "Appen", scopes: ["people:read"] } },
    ]);
  });

  test("is only for administrators to make, see and revoke", async () => {
    const { id } = await createApiKey(admin, input);
    for (const role of ["coordinator", "peer_mentor"] as const) {
      const { ctx: other } = await createTestMember(database, ctx, { role });
      for (const tried of [
        () => createApiKey(other, input),
        () => listApiKeys(other),
        () => revokeApiKey(other, { id }),
      ]) {
        await expect(tried()).rejects.toMatchObject({ code: "forbidden" });
      }
    }
  });

  test("of another organisation is not found, and stays as it is", async () => {
    const { id } = await createApiKey(admin, input);
    const elsewhere = await createTestOrganization(database);
    await expect(revokeApiKey(elsewhere, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(await listApiKeys(elsewhere)).toEqual([]);
    expect((await listApiKeys(admin))[0]?.standing).toBe("active");
  });

  test("needs a name, a scope we have, and a last day that is not over", async () => {
    expect(newKey.safeParse({ ...input, name: " " }).success).toBe(false);
    expect(newKey.safeParse({ ...input, scopes: [] }).success).toBe(false);
    expect(newKey.safeParse({ ...input, scopes: ["people:write"] }).success).toBe(false);
    await expect(createApiKey(admin, { ...input, lastDay: "2020-01-01" })).rejects.toMatchObject({
      code: "invalid",
      fields: { lastDay: { key: "apiKeys.lastDayInPast" } },
    });
    const { id } = await createApiKey(admin, { ...input, lastDay: "2099-06-30" });
    const [row] = await everything(
      "SELECT expires_at FROM api_keys WHERE organization_id = $1 AND id = $2",
      id,
    );
    expect(row.expires_at.toISOString()).toBe("2099-06-30T22:00:00.000Z");
  });
});

describe("the door", () => {
  let client: Client;
  beforeEach(async () => {
    client = await clientOf(admin);
  });
  const refused = async (authorization: string | null) => {
    const answer = await send("people", { headers: authorization === null ? {} : { authorization } });
    return [answer.status, answer.body.code, answer.headers.get("www-authenticate")];
  };

  test("takes a good key, and writes down that it was used, once a minute", async () => {
    expect((await client.get("people")).status).toBe(200);
    const used = async () => (await listApiKeys(admin))[0]?.lastUsedAt?.getTime() ?? 0;
    const first = await used();
    expect(first).toBeGreaterThan(0);
    await client.get("people");
    expect(await used()).toBe(first);
    await everything(
      "UPDATE api_keys SET last_used_at = now() - interval '61 seconds' WHERE organization_id = $1",
    );
    await client.get("people");
    expect(await used()).toBeGreaterThan(first);
  });

  test("refuses no key, another scheme, nonsense, and an unknown one alike", async () => {
    const bare = [401, "unauthenticated", 'Bearer realm="heder"'];
    const wrong = [401, "unauthenticated", 'Bearer realm="heder", error="invalid_token"'];
    expect(await refused(null)).toEqual(bare);
    for (const given of [
      "Basic abc",
      "Bearer",
      "Bearer x",
      `Bearer ${client.key}x`,
      `Bearer ${client.key.slice(0, -1)}`,
      `Bearer ${"x".repeat(5000)}`,
    ]) {
      expect(await refused(given)).toEqual(wrong);
    }
    expect(await refused(`Bearer ${client.key.replace(/.$/, (last) => (last === "A" ? "Q" : "A"))}`)).toEqual(
      wrong,
    );
    expect(await refused(`bearer  ${client.key}`)).toEqual([200, undefined, null]);
  });

  test("refuses a revoked key at once, an expired one, and one of a closed organisation", async () => {
    await revokeApiKey(admin, { id: client.id });
    await revokeApiKey(admin, { id: client.id });
    expect((await client.get("people")).status).toBe(401);
    expect(
      await everything(
        "SELECT count(*)::integer AS count FROM audit_log WHERE organization_id = $1 AND action = 'api_key.revoked'",
      ),
    ).toEqual([{ count: 1 }]);
    const expired = await clientOf(admin);
    await database.everything.query("ALTER TABLE api_keys DISABLE TRIGGER are_final");
    await everything(
      "UPDATE api_keys SET created_at = now() - interval '2 days', expires_at = now() WHERE organization_id = $1 AND id = $2",
      expired.id,
    );
    await database.everything.query("ALTER TABLE api_keys ENABLE TRIGGER are_final");
    expect((await expired.get("people")).status).toBe(401);
    const closed = await clientOf(admin);
    await everything("UPDATE organizations SET is_active = false WHERE id = $1");
    expect((await closed.get("people")).status).toBe(401);
  });

  test("lets a key do what its scopes say and nothing else", async () => {
    const reader = await clientOf(admin, ["awards:read"]);
    expect((await reader.get("awards")).status).toBe(200);
    const answer = await reader.get("people", { "accept-language": "en" });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
      403,
      'Bearer realm="heder", error="insufficient_scope", scope="people:read"',
    ]);
    expect((await reader.post("activities", {})).status).toBe(403);
  });

  test("answers not found where the module is off", async () => {
    await everything("UPDATE organization_modules SET is_enabled = false WHERE organization_id = $1");
    for (const address of ["achievements", "awards", "tier-assignments", "certifications"]) {
      expect((await client.get(address)).status).toBe(404);
    }
    expect((await client.get("people")).status).toBe(200);
  });

  test("counts the requests of each key, and says when to come again", async () => {
    const first = await client.get("people");
    expect(first.headers.get("ratelimit-policy")).toBe('"requests";q=600;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"requests";r=599;t=\d+$/);
    await database.everything.query("UPDATE rate_limits SET points = 600 WHERE key = $1", [
      `api:key:${client.id}`,
    ]);
    const spent = await client.get("people");
    expect([spent.status, spent.body.code]).toEqual([429, "rate_limited"]);
    expect(Number(spent.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(spent.headers.get("ratelimit")).toMatch(/r=0/);
    expect((await (await clientOf(admin)).get("people")).status).toBe(200);
  });
});
