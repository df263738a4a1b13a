import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getCredentials } from "@/app/ims/ob/v3p0/api.test-support";
import {
  BACK,
  challengeOf,
  endedBecause,
  newApplication,
  refused,
} from "@/app/oauth/application.test-support";
import { SCOPES, writtenScopes } from "@/lib/backpack-host/rules";
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
const sql = (text: string) => database.everything.query(text, [ctx.organization.id]);
const works = async (token: string) => (await getCredentials(token)).status === 200;

describe("a code", () => {
  test("is exchanged for a pair of tokens that work; the database has their hashes alone", async () => {
    const { status, body, headers } = await app.redeem(await app.code(ctx));
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: "Bearer", scope: writtenScopes(SCOPES) });
    expect(body.expires_in).toBeGreaterThan(3_500);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(await works(body.access_token)).toBe(true);
    const { rows } = await database.everything.query(
      "SELECT to_jsonb(t)::text AS row FROM backpack_tokens t",
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const secret of [body.access_token, body.refresh_token])
      expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("used twice ends what the first use gave: it is in two hands", async () => {
    const code = await app.code(ctx);
    const { body } = await app.redeem(code);
    expect(await app.redeem(code)).toMatchObject(refused("invalid_grant"));
    expect(await works(body.access_token)).toBe(false);
    expect(await app.refresh(body.refresh_token)).toMatchObject(refused("invalid_grant"));
    expect(await grants()).toEqual(["reused"]);
  });

  test("used by many at once is good for one of them at most", async () => {
    const code = await app.code(ctx);
    const answers = await Promise.all(Array.from({ length: 8 }, () => app.redeem(code)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(await grants()).toEqual(["reused"]);
  });

  test("with a wrong verifier is spent, so that nobody tries them all", async () => {
    const code = await app.code(ctx);
    const wrong = { code_verifier: "y".repeat(43) };
    expect(await app.redeem(code, wrong)).toMatchObject(refused("invalid_grant"));
    expect(await app.redeem(code)).toMatchObject(refused("invalid_grant"));
  });

  test("without a verifier is refused", async () => {
    const code = await app.code(ctx);
    expect(await app.redeem(code, { code_verifier: undefined })).toMatchObject(refused("invalid_grant"));
  });

  test("with the challenge in place of the verifier is refused", async () => {
    const code = await app.code(ctx);
    const challenge = { code_verifier: challengeOf(app.verifier) };
    expect(await app.redeem(code, challenge)).toMatchObject(refused("invalid_grant"));
  });

  test("sent from another redirect URI, or from none, is refused", async () => {
    for (const redirect_uri of ["https://app.example/other", undefined]) {
      const { status, body } = await app.redeem(await app.code(ctx), { redirect_uri });
      expect(status).toBe(400);
      expect(body.access_token).toBeUndefined();
    }
  });

  test("stolen by another application is worth nothing to it, and still good for its own", async () => {
    const thief = await newApplication();
    const code = await app.code(ctx);
    expect(await thief.redeem(code, { code_verifier: app.verifier })).toMatchObject(refused("invalid_grant"));
    expect((await app.redeem(code)).status).toBe(200);
  });

  test("is over after a minute, by the database's clock", async () => {
    const code = await app.code(ctx);
    await sql(
      "UPDATE backpack_codes SET created_at = now() - interval '2 minutes', expires_at = now() - interval '61 seconds' WHERE organization_id = $1",
    );
    expect(await app.redeem(code)).toMatchObject(refused("invalid_grant"));
  });

  test.each(["", "x", `heder_bpk_${"x".repeat(43)}`, `heder_bpa_${"x".repeat(43)}`])(
    "that is none is refused: %s",
    async (code) => {
      expect((await app.redeem(code)).status).toBe(400);
    },
  );
});

describe("an application shows who it is", () => {
  test("by its secret, in the header or in the form; a wrong one and none are refused", async () => {
    const { client_id, client_secret } = app.client;
    const inForm = { client_id, client_secret };
    const exchange = async (said: object, headers = {}) =>
      (
        await app.tokens(
          {
            grant_type: "authorization_code",
            code: await app.code(ctx),
            redirect_uri: BACK,
            code_verifier: app.verifier,
            ...said,
          },
          headers,
        )
      ).status;
    expect(await exchange(inForm)).toBe(200);
    expect(await exchange({ ...inForm, client_secret: `${client_secret.slice(0, -1)}x` })).toBe(401);
    expect(await exchange({ client_id })).toBe(401);
    const encoded = [client_id, client_secret].map((text) =>
      text.replace(/[-_]/g, (one: string) => `%${one.charCodeAt(0).toString(16)}`),
    );
    const header = Buffer.from(encoded.join(":")).toString("base64");
    expect(await exchange({}, { authorization: `Basic ${header}` })).toBe(200);
    const wrong = Buffer.from(`${client_id}:wrong`).toString("base64");
    expect(await exchange({}, { authorization: `Basic ${wrong}` })).toBe(401);
  });

  test("as one without a secret, by PKCE alone", async () => {
    const open = await newApplication({ token_endpoint_auth_method: "none" });
    const pair = await open.connect(ctx);
    expect(await works(pair.access_token)).toBe(true);
    expect((await open.refresh(pair.refresh_token)).status).toBe(200);
  });
});
