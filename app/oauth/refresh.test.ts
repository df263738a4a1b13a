import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getCredentials, pushText, signed } from "@/app/ims/ob/v3p0/api.test-support";
import { endedBecause, newApplication, refused } from "@/app/oauth/application.test-support";
import { writtenScopes } from "@/lib/backpack-host/rules";
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

describe("a refresh token", () => {
  test("is exchanged for a new pair, and is then used up", async () => {
    const first = await app.connect(ctx);
    const { body: second } = await app.refresh(first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await works(second.access_token)).toBe(true);
  });

  test("used again ends everything: somebody has a copy", async () => {
    const first = await app.connect(ctx);
    const { body: second } = await app.refresh(first.refresh_token);
    expect(await app.refresh(first.refresh_token)).toMatchObject(refused("invalid_grant"));
    expect(await works(second.access_token)).toBe(false);
    expect(await app.refresh(second.refresh_token)).toMatchObject(refused("invalid_grant"));
    expect(await grants()).toEqual(["reused"]);
  });

  test("used by many at once is good for one of them at most", async () => {
    const { refresh_token } = await app.connect(ctx);
    const answers = await Promise.all(Array.from({ length: 8 }, () => app.refresh(refresh_token)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(await grants()).toEqual(["reused"]);
  });

  test("of another application is refused", async () => {
    const thief = await newApplication();
    const { refresh_token } = await app.connect(ctx);
    expect(await thief.refresh(refresh_token)).toMatchObject(refused("invalid_grant"));
    expect((await app.refresh(refresh_token)).status).toBe(200);
  });

  test("may ask for less, and never for more", async () => {
    const pair = await app.connect(ctx, ["credential.readonly", "credential.upsert"]);
    const more = await app.refresh(pair.refresh_token, { scope: writtenScopes(["profile.update"]) });
    expect(more).toMatchObject(refused("invalid_scope"));
    const again = await app.connect(ctx, ["credential.readonly", "credential.upsert"]);
    const less = await app.refresh(again.refresh_token, { scope: writtenScopes(["credential.readonly"]) });
    expect(less.status).toBe(200);
    expect((await pushText(less.body.access_token, await signed("1"))).status).toBe(403);
  });

  test("that is over is refused", async () => {
    const pair = await app.connect(ctx);
    await sql(
      "UPDATE backpack_tokens SET created_at = now() - interval '91 days', expires_at = now() - interval '1 second' WHERE organization_id = $1",
    );
    expect(await app.refresh(pair.refresh_token)).toMatchObject(refused("invalid_grant"));
    expect(await works(pair.access_token)).toBe(false);
  });

  test("is no access token, and an access token is none", async () => {
    const pair = await app.connect(ctx);
    expect(await works(pair.refresh_token)).toBe(false);
    expect(await app.refresh(pair.access_token)).toMatchObject(refused("invalid_grant"));
  });
});

describe("an application gives a token back", () => {
  test("and everything it had ends; twice is once, and an unknown one is answered alike", async () => {
    const pair = await app.connect(ctx);
    for (const token of [pair.refresh_token, pair.refresh_token, "heder_bpr_unknown"]) {
      expect((await app.giveBack(token)).status).toBe(200);
    }
    expect(await works(pair.access_token)).toBe(false);
    expect(await grants()).toEqual(["by_application"]);
  });

  test("but not another's", async () => {
    const thief = await newApplication();
    const pair = await app.connect(ctx);
    expect((await thief.giveBack(pair.access_token)).status).toBe(200);
    expect(await works(pair.access_token)).toBe(true);
  });
});
