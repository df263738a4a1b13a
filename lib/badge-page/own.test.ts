import { afterAll, beforeAll, expect, test } from "vitest";
import { heldBadge } from "@/lib/badge-page/badge-page.test-support";
import { getOwnBadge, getPageOfBadge } from "@/lib/badge-page/own-queries";
import { setBadgeVisible } from "@/lib/badge-page/visibility-service";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
});
afterAll(() => database.close());

test("holder and coordinator read who sees a badge's page, by the rule that decides about the page", async () => {
  for (const [visibility, audience] of [
    ["public", "everybody"],
    ["organization", "organization"],
    ["private", "holder"],
  ] as const) {
    const { id, hash, holder, coordinator } = await heldBadge(database, ctx, { visibility });
    expect(await getOwnBadge(holder.ctx, id)).toMatchObject({ audience, publicHash: hash, isVisible: true });
    expect(await getPageOfBadge(coordinator.ctx, id)).toEqual({ audience, publicHash: hash });
    await setBadgeVisible(holder.ctx, { id, isVisible: false });
    expect(await getOwnBadge(holder.ctx, id)).toMatchObject({ audience: "holder", isVisible: false });
    expect(await getPageOfBadge(coordinator.ctx, id)).toEqual({ audience: "holder", publicHash: hash });
  }
});

test("there is no page with the module off, and whoever sees the profile sees the badge", async () => {
  const { id, holder, coordinator } = await heldBadge(database, ctx);
  const modules: Ctx["modules"] = new Set(["achievements_gamification"]);
  expect(await getPageOfBadge({ ...coordinator.ctx, modules }, id)).toBeNull();
  expect(await getOwnBadge({ ...holder.ctx, modules }, id)).toMatchObject({ audience: "organization" });
});

test("a badge's page is not to be read by those who may not", async () => {
  const { id, holder } = await heldBadge(database, ctx);
  await expect(getPageOfBadge(holder.ctx, id)).rejects.toMatchObject({ code: "forbidden" });
  const other = await createTestMember(database, await createTestOrganization(database), {
    role: "org_admin",
  });
  await expect(getPageOfBadge(other.ctx, id)).rejects.toMatchObject({ code: "not_found" });
});

test("what was declined is not one's own to show any more, and has no page", async () => {
  const { id, holder, coordinator } = await heldBadge(database, ctx);
  await database.everything.query("UPDATE earned_badges SET declined_at = now() WHERE id = $1", [id]);
  await expect(getOwnBadge(holder.ctx, id)).rejects.toMatchObject({ code: "not_found" });
  expect(await getPageOfBadge(coordinator.ctx, id)).toMatchObject({ audience: "holder" });
});
