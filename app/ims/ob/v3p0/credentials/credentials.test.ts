import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { credential, getCredentials, pushText, signed } from "@/app/ims/ob/v3p0/api.test-support";
import { newApplication } from "@/app/oauth/application.test-support";
import { listExternalBadges } from "@/lib/collection/queries";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let member: Awaited<ReturnType<typeof createTestMember>>;
let app: Awaited<ReturnType<typeof newApplication>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  member = await createTestMember(database, await createTestOrganization(database), {
    email: `${crypto.randomUUID()}@example.org`,
  });
  ctx = member.ctx;
  app = await newApplication();
});

const token = async (): Promise<string> => (await app.connect(ctx)).access_token;
const kept = () => listExternalBadges(ctx, member.userId);
const JSON_TYPE = "application/json";

describe("a pushed credential", () => {
  test("is kept as it came and answered with 201, and with 200 when it comes again", async () => {
    const access = await token();
    const jws = await signed("1");
    const first = await pushText(access, jws);
    expect(first).toMatchObject({ status: 201, body: jws });
    expect(first.headers.get("content-type")).toBe("text/plain");
    expect(await pushText(access, jws)).toMatchObject({ status: 200, body: jws });
    expect(await kept()).toMatchObject([
      { name: "Førstehjelp", issuerName: "Røde Kors", outcome: "unchecked", sentBy: "Lommebok" },
    ]);
    expect((await getCredentials(access)).body).toEqual({ credential: [], compactJwsString: [jws] });
  });

  test("as JSON is answered as JSON, and listed as JSON", async () => {
    const access = await token();
    const body = credential("2");
    expect(await pushText(access, JSON.stringify(body), JSON_TYPE)).toMatchObject({ status: 201, body });
    expect(await pushText(access, JSON.stringify(body), "application/vc+ld+json")).toMatchObject({
      status: 200,
    });
    expect((await getCredentials(access)).body).toEqual({ credential: [body], compactJwsString: [] });
  });

  test("that says something else under the same id replaces the one before, and is to be checked anew", async () => {
    const access = await token();
    await pushText(access, await signed("3", "Førstehjelp"));
    await database.everything.query(
      "UPDATE external_badges SET outcome = 'valid', checked_at = now(), check_due_at = now() + interval '7 days' WHERE user_id = $1",
      [member.userId],
    );
    expect((await pushText(access, await signed("3", "Førstehjelp"))).status).toBe(200);
    expect(await kept()).toMatchObject([{ outcome: "valid" }]);
    expect((await pushText(access, await signed("3", "Livredning"))).status).toBe(200);
    expect(await kept()).toMatchObject([{ name: "Livredning", outcome: "unchecked" }]);
  });

  test("twice at once is one", async () => {
    const access = await token();
    const jws = await signed("4");
    const answers = await Promise.all(Array.from({ length: 8 }, () => pushText(access, jws)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    expect(await kept()).toHaveLength(1);
  });

  test.each([
    ["no JWT", "hello", "text/plain", 422],
    ["no JSON", "{", JSON_TYPE, 422],
    ["a list", "[]", JSON_TYPE, 422],
    ["no badge", JSON.stringify({ type: "Person" }), JSON_TYPE, 422],
    ["no subject", JSON.stringify({ ...credential("5"), credentialSubject: null }), JSON_TYPE, 422],
    ["no issuer", JSON.stringify({ ...credential("5"), issuer: null }), JSON_TYPE, 422],
    ["JSON as text", JSON.stringify(credential("5")), "text/plain", 422],
    ["an address as text", "https://issuer.example/assertions/1", "text/plain", 422],
    [
      "an assertion of the version before",
      JSON.stringify({ type: "Assertion", id: "https://x.example/1", badge: {} }),
      JSON_TYPE,
      422,
    ],
    ["XML", "<badge/>", "text/xml", 415],
    ["more than a megabyte", `"${"x".repeat(1_100_000)}"`, JSON_TYPE, 413],
  ])("that is %s is refused with a reason, and nothing is kept", async (_, body, type, status) => {
    const answer = await pushText(await token(), body, type);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ imsx_codeMajor: "failure", imsx_severity: "error" });
    expect(answer.body.imsx_description.length).toBeGreaterThan(10);
    expect(await kept()).toEqual([]);
  });

  test("with ten thousand subjects, odd characters or no name is kept, and none of it breaks a page", async () => {
    const access = await token();
    const { credentialSubject } = credential("6");
    const many = {
      ...credential("6"),
      credentialSubject: Array(10_000).fill({ type: "AchievementSubject" }),
    };
    const odd = {
      ...credential("7"),
      credentialSubject: { ...credentialSubject, achievement: { name: "a\u0000b\ud800\u202e" } },
    };
    for (const body of [many, odd])
      expect((await pushText(access, JSON.stringify(body), JSON_TYPE)).status).toBe(201);
    expect((await kept()).every(({ name }) => name.length > 0 && name.isWellFormed())).toBe(true);
  });
});

describe("ten thousand credentials", () => {
  test("are read page by page along the links, each once", async () => {
    const access = await token();
    await database.everything.query(
      `INSERT INTO external_badges (organization_id, user_id, identity_hash, format, encoding, document, source, name, issued_at, created_at)
       SELECT $1, $2, sha256(n::text::bytea), 'ob3', 'jws', 'a.b.' || n, 'upload', 'Merke', timestamptz '2026-01-01' + n * interval '1 minute',
         now() - (n / 7) * interval '1 second' FROM generate_series(1, 10000) n`,
      [ctx.organization.id, member.userId],
    );
    const seen = new Set<string>();
    let query = "?limit=5000";
    let pages = 0;
    for (let next: string | undefined = query; next !== undefined; pages += 1) {
      query = next;
      const { headers, body } = await getCredentials(access, query);
      expect(headers.get("x-total-count")).toBe("10000");
      for (const jws of body.compactJwsString) seen.add(jws);
      next = /<[^>]*(\?[^>]*)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
    }
    expect([seen.size, pages]).toEqual([10_000, 100]);
    const { headers } = await getCredentials(access, query);
    expect(headers.get("link")).toContain('rel="prev"');
    const late = await getCredentials(access, "?limit=3&since=2026-01-07T22:00:00Z");
    expect(late.headers.get("x-total-count")).toBe("40");
    expect(late.headers.get("link")).toContain("since=2026-01-07T22");
  });

  test.each(["?limit=0", "?limit=-1", "?limit=x", "?offset=-1", "?since=yesterday", "?offset=1e99"])(
    "a wish that makes no sense is refused: %s",
    async (query) => {
      expect((await getCredentials(await token(), query)).status).toBe(422);
    },
  );
});
