import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  BACK,
  endedBecause,
  newApplication,
  refused,
  registered,
} from "@/app/oauth/application.test-support";
import { readAuthorization } from "@/lib/backpack-host/authorization";
import { allowApplication, refuseApplication } from "@/lib/backpack-host/grant-service";
import { SCOPES } from "@/lib/backpack-host/rules";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let app: Awaited<ReturnType<typeof newApplication>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = (await createTestMember(database, await createTestOrganization(database))).ctx;
  app = await newApplication();
});

const grants = () => endedBecause(database, ctx);

describe("an application registers itself", () => {
  test("and is told who it is from now on; its secret is kept as a hash alone", async () => {
    const { status, body, headers } = await registered();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      client_name: "Lommebok",
      redirect_uris: [BACK],
      client_secret_expires_at: 0,
    });
    expect(body.token_endpoint_auth_method).toBe("client_secret_basic");
    expect(headers.get("cache-control")).toBe("no-store");
    const { rows } = await database.everything.query("SELECT to_jsonb(c)::text AS row FROM oauth_clients c");
    expect(JSON.stringify(rows)).not.toContain(body.client_secret);
  });

  test("without a secret when it cannot keep one", async () => {
    const { body } = await registered({ token_endpoint_auth_method: "none" });
    expect(body.client_secret).toBeUndefined();
  });

  test.each([
    "http://app.example/back",
    "https://app.example/back#part",
    "https://me:secret@app.example/back",
    "javascript:alert(1)",
    "heder-app:/back",
    "https://app.example/æ",
    "/back",
  ])("not to be sent to %s", async (uri) => {
    expect(await registered({ redirect_uris: [uri] })).toMatchObject(refused("invalid_redirect_uri"));
  });

  test.each([
    ["no address", { redirect_uris: [] }, "invalid_redirect_uri"],
    ["eleven addresses", { redirect_uris: Array(11).fill(BACK) }, "invalid_redirect_uri"],
    ["no name", { client_name: " " }, "invalid_client_metadata"],
    ["a name of two lines", { client_name: "A\nB" }, "invalid_client_metadata"],
    ["a name of a thousand letters", { client_name: "x".repeat(1_000) }, "invalid_client_metadata"],
    [
      "another way to show who it is",
      { token_endpoint_auth_method: "private_key_jwt" },
      "invalid_client_metadata",
    ],
    ["more than is read", { client_name: "x".repeat(40_000) }, "invalid_client_metadata"],
  ])("not with %s", async (_, metadata, error) => {
    expect((await registered(metadata)).body.error).toBe(error);
  });

  test("and is forgotten after a day unless somebody has connected it", async () => {
    const other = await newApplication();
    await app.connect(ctx);
    await database.everything.query("UPDATE oauth_clients SET created_at = now() - interval '25 hours'");
    await database.everything.query("SELECT forget_unused_oauth_clients()");
    const { rows } = await database.everything.query("SELECT id FROM oauth_clients");
    expect(rows.map(({ id }) => id)).toContain(app.client.client_id);
    expect(rows.map(({ id }) => id)).not.toContain(other.client.client_id);
  });
});

describe("a request for authorization", () => {
  const kindOf = async (said: Record<string, string | undefined>) =>
    readAuthorization(app.asking(SCOPES, said));

  test.each([
    "https://app.example/back",
    `${BACK}&more=1`,
    "https://app.example/back/?from=heder",
    "https://evil.example",
  ])(
    "leads nowhere when its redirect URI is not one of the application's to the letter: %s",
    async (redirect_uri) => {
      expect(await kindOf({ redirect_uri })).toEqual({ kind: "refused", problem: "redirectUri" });
    },
  );

  test("leads nowhere for an unknown application, or when it names two", async () => {
    expect(await kindOf({ client_id: crypto.randomUUID() })).toMatchObject({ kind: "refused" });
    expect(await kindOf({ client_id: "' OR 1=1" })).toMatchObject({ kind: "refused" });
    const twice = app.asking();
    twice.append("client_id", app.client.client_id);
    expect(await readAuthorization(twice)).toMatchObject({ kind: "refused" });
  });

  test.each([
    [{ code_challenge: undefined }, "invalid_request"],
    [{ code_challenge: "short" }, "invalid_request"],
    [{ code_challenge_method: "plain" }, "invalid_request"],
    [{ code_challenge_method: undefined }, "invalid_request"],
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ scope: undefined }, "invalid_scope"],
    [{ scope: "https://purl.imsglobal.org/spec/ob/v3p0/scope/everything" }, "invalid_scope"],
  ])("%j is answered to the application, with its state", async (said, error) => {
    const read = await kindOf(said);
    if (read.kind !== "redirect") throw new Error(read.kind);
    const { origin, searchParams } = new URL(read.location);
    expect(origin).toBe("https://app.example");
    expect(Object.fromEntries(searchParams)).toMatchObject({
      from: "heder",
      error,
      state: "a state, to the letter & more",
    });
  });

  test("that is refused by the person says so, and gives no code", async () => {
    const read = await readAuthorization(app.asking());
    if (read.kind !== "request") throw new Error(read.kind);
    const { searchParams } = new URL(refuseApplication(read.request));
    expect(Object.fromEntries(searchParams)).toEqual({
      from: "heder",
      error: "access_denied",
      state: "a state, to the letter & more",
    });
  });

  test("that is allowed leads back with a code and the state", async () => {
    const { searchParams, host } = await app.allowed(ctx);
    expect(host).toBe("app.example");
    expect(searchParams.get("state")).toBe("a state, to the letter & more");
    expect(searchParams.get("code")).toMatch(/^heder_bpk_[\w-]{43}$/);
  });

  test("is nothing for who is no member, and where Open Badges are off", async () => {
    const read = await readAuthorization(app.asking());
    if (read.kind !== "request") throw new Error(read.kind);
    const stranger = await createTestMember(database, await createTestOrganization(database));
    const here = { ...stranger.ctx, organization: ctx.organization };
    await expect(allowApplication(here, read.request)).rejects.toMatchObject({ code: "forbidden" });
    const off = { ...ctx, modules: new Set<never>() };
    await expect(allowApplication(off, read.request)).rejects.toMatchObject({ code: "not_found" });
  });

  test("twice at once leaves one connection", async () => {
    const done = await Promise.allSettled([app.code(ctx), app.code(ctx), app.code(ctx)]);
    expect(done.some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await grants()).filter((because) => because === null)).toHaveLength(1);
  });
});
