import { expect, test } from "vitest";
import { GET, POST } from "@/app/api/unsubscribe/[token]/route";
import { postOffice, wants } from "@/lib/notifications/post.test-support";
import { getOwnPreferences } from "@/lib/notifications/preference-queries";
import { unsubscribeToken } from "@/lib/notifications/unsubscribe-token";

const post = postOffice();
const link = () =>
  unsubscribeToken({
    organizationId: post.ctx.organization.id,
    userId: post.kari.userId,
    what: "badge_awarded",
  });
const call = (method: "GET" | "POST", token: string, headers: Record<string, string> = {}) => {
  const body = method === "POST" ? { body: "List-Unsubscribe=One-Click" } : {};
  const request = new Request(`https://heder.example.org/api/unsubscribe/${token}`, {
    method,
    headers,
    ...body,
  });
  return (method === "GET" ? GET : POST)(request, { params: Promise.resolve({ token }) });
};
const isOff = async () => !(await getOwnPreferences(post.kari.ctx)).mail.includes("badge_awarded");

test("a mail program turns mail off with a POST, without a cookie or an origin, and again", async () => {
  const token = link();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  for (let i = 0; i < 2; i += 1) expect((await call("POST", token, headers)).status).toBe(200);
  expect(await isOff()).toBe(true);
});

test("looking at the link turns nothing off, and leads to a page that asks", async () => {
  const token = link();
  const answer = await call("GET", token);
  expect([answer.status, answer.headers.get("location")]).toEqual([302, `/unsubscribe/${token}`]);
  expect(await isOff()).toBe(false);
  expect(await getOwnPreferences(post.kari.ctx)).toMatchObject(wants());
});

test("the page's own form comes back to the page", async () => {
  const token = link();
  const answer = await call("POST", token, { accept: "text/html,application/xhtml+xml" });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `/unsubscribe/${token}`]);
  expect(await isOff()).toBe(true);
});

test("a link that was altered changes nothing: 404 for a program, the page that says so for a person", async () => {
  const wrong = `${link().slice(0, -1)}!`;
  expect((await call("POST", wrong)).status).toBe(404);
  const answer = await call("POST", wrong, { accept: "text/html" });
  expect(answer.headers.get("location")).toBe(`/unsubscribe/${encodeURIComponent(wrong)}`);
  expect(await isOff()).toBe(false);
});
