import { afterAll, beforeAll, expect, test } from "vitest";
import { heldBadge } from "@/lib/badge-page/badge-page.test-support";
import { getOwnBadge } from "@/lib/badge-page/own-queries";
import { shareBadge } from "@/lib/badge-page/share-service";
import { getOwnSharing } from "@/lib/badge-page/sharing-queries";
import { setBadgeVisible, setProfileVisibility } from "@/lib/badge-page/visibility-service";
import { declineBadge } from "@/lib/badges/decline-service";
import type { Ctx } from "@/lib/context";
import { readProfile } from "@/lib/profiles/profile-queries";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
});
afterAll(() => database.close());

test("with the module off nothing leads out, and a badge and a profile are closed to colleagues all the same", async () => {
  const { id, holder } = await heldBadge(database, ctx);
  const modules: Ctx["modules"] = new Set(["achievements_gamification"]);
  const [own, colleague] = [
    { ...holder.ctx, modules },
    { ...(await createTestMember(database, ctx)).ctx, modules },
  ];
  const seen = async () =>
    (await readProfile(colleague, holder.userId)).collection.categories.flatMap(({ shown }) =>
      shown.map((badge) => badge.id),
    );
  expect(await getOwnBadge(own, id)).toMatchObject({ audience: "organization", isVisible: true });
  expect(await getOwnSharing(own)).toMatchObject({ visibility: "organization" });
  expect(await seen()).toEqual([id]);
  await setBadgeVisible(own, { id, isVisible: false });
  expect(await getOwnBadge(own, id)).toMatchObject({ audience: "holder", isVisible: false });
  expect(await seen()).toEqual([]);
  await setProfileVisibility(own, { visibility: "private" });
  expect(await getOwnSharing(own)).toMatchObject({ visibility: "private" });
  await expect(seen()).rejects.toMatchObject({ code: "not_found" });
  await expect(setProfileVisibility(own, { visibility: "public" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(shareBadge(own, { badgeId: id, fields: [], days: "7" })).rejects.toMatchObject({
    code: "not_found",
  });
  await setBadgeVisible(own, { id, isVisible: true });
  await declineBadge(own, { id });
  await setProfileVisibility(own, { visibility: "organization" });
  expect(await seen()).toEqual([]);
});
