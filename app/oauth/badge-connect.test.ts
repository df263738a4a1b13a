import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { beginConnecting, disconnectBackpack, finishConnecting } from "@/lib/backpacks/connect-service";
import { openFlow } from "@/lib/backpacks/flow";
import { addBackpack } from "@/lib/backpacks/provider-service";
import { orderPush, pushToBackpacks } from "@/lib/backpacks/push-service";
import { listOwnBackpacks } from "@/lib/backpacks/queries";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { createTestAward, type TestAward } from "@/lib/open-badges/issuing.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { type Receiver, startReceiver } from "@/lib/testing/http-receiver";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let site: Receiver;
let home: Ctx;
let holder: Ctx;
let award: TestAward;
let id: string;

const SCOPE = "https://purl.imsglobal.org/spec/ob/v2p1/scope/";

/** A backpack of Badge Connect as its specification describes it (Open Badges 2.1). */
function answers(origin: string): Parameters<Receiver["answer"]>[0] {
  const api = {
    name: "Ryggsekk",
    apiBase: `${origin}/bc/v1/`,
    authorizationUrl: `${origin}/authorize`,
    tokenUrl: `${origin}/token`,
    registrationUrl: `${origin}/register`,
    tokenRevocationUrl: `${origin}/revoke`,
    scopesOffered: [`${SCOPE}assertion.create`],
  };
  const known: Record<string, readonly [number, object]> = {
    "/.well-known/badgeconnect.json": [200, { badgeConnectAPI: [api] }],
    "/register": [201, { client_id: "heder", client_secret: "a secret", client_secret_expires_at: 0 }],
    "/token": [
      200,
      { access_token: "a token", refresh_token: "another", token_type: "bearer", expires_in: 3_600 },
    ],
    "/bc/v1/assertions": [200, { status: { error: null, statusCode: 200, statusText: "OK" } }],
    "/revoke": [200, {}],
  };
  return (response, { path }) => {
    const [status, body] = known[path] ?? [404, {}];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
}

beforeAll(async () => {
  database = await testDatabase();
  env.HEDER_ALLOW_PRIVATE_WEBHOOKS = true;
});
afterAll(async () => {
  env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
  await database.close();
});
beforeEach(async () => {
  site = await startReceiver();
  site.answer(answers(new URL(site.url).origin));
  home = await createTestOrganization(database);
  award = await createTestAward(database, home);
  holder = { ...home, actor: { kind: "user", userId: award.userId, role: "peer_mentor", name: "Kari" } };
  const admin = (await createTestMember(database, home, { role: "org_admin" })).ctx;
  const offered = {
    name: "Ryggsekk",
    apiVersion: "2.1" as const,
    apiUrl: `${new URL(site.url).origin}/somewhere`,
  };
  id = (await addBackpack(admin, offered)).id;
});
afterEach(() => site.close());

async function connect(): Promise<string> {
  const { location, sealed } = await beginConnecting(holder, { id });
  const asked = new URL(location).searchParams;
  expect(asked.get("code_challenge_method")).toBe("S256");
  expect(asked.get("scope")?.split(" ")).toContain(`${SCOPE}assertion.create`);
  const flow = openFlow(sealed, award.userId, Date.now());
  if (!flow) throw new Error("The flow is lost");
  const answer = new URLSearchParams({ code: "a code", state: asked.get("state") ?? "" });
  return (await finishConnecting(holder, flow, answer)).id;
}

test("a backpack of Badge Connect is connected, gets the hosted assertion once, and its token back", async () => {
  const connection = await connect();
  for (const _ of [1, 2]) {
    await orderPush(holder, { id: connection });
    await pushToBackpacks(home, new AbortController().signal);
  }
  const pushed = site.received.filter(({ path }) => path === "/bc/v1/assertions");
  expect(pushed).toHaveLength(1);
  const [{ headers, body } = { headers: {}, body: "" }] = pushed;
  expect(headers).toMatchObject({ authorization: "Bearer a token", "content-type": "application/json" });
  expect(JSON.parse(body).assertion).toMatchObject({
    type: "Assertion",
    id: expect.stringContaining(`/ob/v2/assertions/${award.hash}`),
    verification: { type: "hosted" },
  });
  expect((await listOwnBackpacks(holder))[0]?.connection).toMatchObject({ pushed: 1 });
  await disconnectBackpack(holder, { id: connection });
  expect(site.received.at(-1)?.path).toBe("/revoke");
  expect(site.received.at(-1)?.body).toContain("another");
});

test("one whose description is missing or of something else cannot be used", async () => {
  for (const status of [404, 204]) {
    site.answer(status);
    await expect(beginConnecting(holder, { id })).rejects.toMatchObject({
      text: { key: "backpacks.problem.unusable" },
    });
  }
});

test("with another HEDER_SECRET we make ourselves known anew, and people connect anew", async () => {
  const connection = await connect();
  await database.everything.query(
    "UPDATE external_backpacks SET client_secret = 'x' WHERE client_id IS NOT NULL; UPDATE backpack_connections SET access_token = 'x', refresh_token = 'x'",
  );
  await orderPush(holder, { id: connection });
  await pushToBackpacks(home, new AbortController().signal);
  expect((await listOwnBackpacks(holder))[0]?.connection).toMatchObject({ problem: "secret", failed: 1 });
  expect(await connect()).toBe(connection);
  await pushToBackpacks(home, new AbortController().signal);
  expect((await listOwnBackpacks(holder))[0]?.connection).toMatchObject({ problem: null, pushed: 1 });
});
