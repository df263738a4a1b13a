import { afterAll, beforeAll, expect, test } from "vitest";
import { GET, POST } from "@/app/endorse/[token]/answer/route";
import type { Ctx } from "@/lib/context";
import { disconnectPublic } from "@/lib/database/public";
import { asked, invite, words } from "@/lib/endorsements/endorsements.test-support";
import { activeAchievement } from "@/lib/testing/active-achievement";
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

/** As a browser sends the form of our page. */
async function send(
  token: string,
  fields: Readonly<Record<string, string>>,
  origin: string | null = "http://heder.example",
): Promise<Response> {
  addresses += 1;
  const headers = new Headers({ host: "heder.example", "x-forwarded-for": `10.7.0.${addresses}` });
  if (origin) headers.set("origin", origin);
  const request = new Request(`http://heder.example/endorse/${token}/answer`, {
    method: "POST",
    headers,
    body: new URLSearchParams(fields),
  });
  return POST(request, { params: Promise.resolve({ token }) });
}

test("the form gives an endorsement, and leads back to the page that says so", async () => {
  const { token } = await invite(ctx, await activeAchievement(ctx));
  const version = (await asked(token)).achievement?.versionId ?? "";
  const response = await send(token, { decision: "give", version, ...words });
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe(`/endorse/${token}`);
  expect(await asked(token)).toMatchObject({ state: "given" });
});

test("without a website it is one, too", async () => {
  const { token } = await invite(ctx);
  await send(token, { decision: "give", ...words, url: "" });
  expect(await asked(token)).toMatchObject({ state: "given" });
});

test("the other form declines", async () => {
  const { token } = await invite(ctx);
  await send(token, { decision: "decline" });
  expect(await asked(token)).toMatchObject({ state: "declined" });
});

test("what was typed and could not be taken stands in the form again", async () => {
  const { token } = await invite(ctx);
  const typed = { name: "Per", url: "lege.example", comment: "Kurset holder mål." };
  await send(token, { decision: "give", ...typed });
  expect((await asked(token)).draft).toEqual(typed);
  await send(token, { decision: "give" });
  expect((await asked(token)).draft).toEqual(typed);
});

test.each([
  [{ ...words }],
  [{ decision: "give", ...words, comment: " " }],
  [{ decision: "give", ...words, url: "javascript:alert(1)" }],
  [{ decision: "give", ...words, comment: "x".repeat(40_000) }],
])("what is not an answer changes nothing, and the page says what is missing", async (fields) => {
  const { token } = await invite(ctx);
  const response = await send(token, fields);
  expect(response.headers.get("location")).toBe(`/endorse/${token}?problem=incomplete`);
  expect(await asked(token)).toMatchObject({ state: "invited" });
});

test("what was read of another version is asked again", async () => {
  const { token } = await invite(ctx, await activeAchievement(ctx));
  const response = await send(token, { decision: "give", ...words });
  expect(response.headers.get("location")).toBe(`/endorse/${token}?problem=changed`);
  expect(await asked(token)).toMatchObject({ state: "invited" });
});

test.each(["https://elsewhere.example", "null", null])(
  "another site answers for nobody (origin %s)",
  async (origin) => {
    const { token } = await invite(ctx);
    expect((await send(token, { decision: "decline" }, origin)).status).toBe(403);
    expect(await asked(token)).toMatchObject({ state: "invited" });
  },
);

test("a second answer, and one to no invitation, lead to the page that says how it stands", async () => {
  const { token } = await invite(ctx);
  await send(token, { decision: "decline" });
  const second = await send(token, { decision: "give", ...words });
  expect(second.headers.get("location")).toBe(`/endorse/${token}`);
  expect(await asked(token)).toMatchObject({ state: "declined" });
  const none = await send("a".repeat(43), { decision: "decline" });
  expect(none.headers.get("location")).toBe(`/endorse/${"a".repeat(43)}`);
});

test("the form's own address, loaded again, leads to the page", async () => {
  const response = await GET(new Request("http://heder.example/endorse/x/answer"), {
    params: Promise.resolve({ token: "x" }),
  });
  expect(response.headers.get("location")).toBe("/endorse/x");
});
