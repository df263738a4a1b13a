import type { APIRequestContext, Page } from "@playwright/test";
import { expect } from "./fixtures";
import { button, field, main, row } from "./steps";
import { say } from "./words";

const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** Makes a key for another system in the settings: shown once. Answers it. Scopes are as the catalogue names them. */
export async function makeKey(
  page: Page,
  path: string,
  scopes: readonly string[] = ["activities-write", "referrals-write", "awards-read"],
): Promise<string> {
  await page.goto(`${path}/settings/api-keys`);
  await field(page, say("apiKeys.name")).fill("The app");
  for (const scope of scopes)
    await page.getByRole("checkbox", { name: say(`apiKeys.scope.${scope}`) }).check();
  await button(main(page), say("apiKeys.create")).click();
  const key = await page.getByLabel(say("apiKeys.once")).inputValue();
  await page.reload();
  await expect(row(page, "The app")).toContainText(say("apiKeys.active"));
  await expect(page.getByLabel(say("apiKeys.once"))).toHaveCount(0);
  expect(await page.content()).not.toContain(key);
  return key;
}

/** Three visits on the last three days, of so many minutes each. */
export const visits = (person: string, minutes: number) =>
  [1, 2, 3].map((number) => ({
    person,
    kind: "visit",
    occurred_at: dayBefore(number),
    minutes,
    external_id: `${person}-${number}`,
  }));

/** Posts to the API and expects it to be taken. */
export async function send(api: APIRequestContext, what: string, data: object) {
  const answer = await api.post(`/api/v1/${what}`, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return await answer.json();
}

/** Sends what earns a badge and waits for it. What is sent twice is there once, and without the right key one gets nowhere. */
export async function sendAndEarn(api: APIRequestContext, email: string) {
  const items = visits(email, 30);
  const first = await send(api, "activities", { items });
  expect(first.results.map(({ status }: { status: string }) => status)).toEqual(items.map(() => "created"));
  const again = await send(api, "activities", { items });
  expect(again.results.map(({ id }: { id: string }) => id)).toEqual(
    first.results.map(({ id }: { id: string }) => id),
  );
  await send(api, "referrals", {
    person: email,
    occurred_at: dayBefore(1),
    status: "completed",
    external_id: `${email}-referral`,
  });
  expect((await api.get("/api/v1/people")).status()).toBe(403);
  const stranger = await api.get("/api/v1/awards", { headers: { authorization: "Bearer heder_nothing" } });
  expect(stranger.status()).toBe(401);
  await expect
    .poll(async () => (await (await api.get(`/api/v1/awards?person=${email}`)).json()).items.length, {
      timeout: 30_000,
    })
    .toBe(1);
}
