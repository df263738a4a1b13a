import { createAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { previewAchievement } from "@/lib/evaluation/preview-queries";
import { previewFilter } from "@/lib/evaluation/preview-schema";
import { define } from "@/lib/testing/achievements";
import { addActivities } from "@/lib/testing/activities";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

const TODAY = new Date("2026-11-20T12:00:00Z");

/** Anne has done ten things and Berit eight, daily until the tenth of November; Cato reaches ten today. */
export async function story(database: TestDatabase) {
  const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: TODAY };
  const [anne, berit, cato] = [
    await createTestMember(database, ctx, { name: "Anne" }),
    await createTestMember(database, ctx, { name: "Berit" }),
    await createTestMember(database, ctx, { name: "Cato" }),
  ];
  const coordinator = (await createTestMember(database, ctx, { role: "coordinator", name: "Dina" })).ctx;
  const admin = (await createTestMember(database, ctx, { role: "org_admin", name: "Eli" })).ctx;
  await addActivities(database, ctx, anne.userId, { count: 10, from: "2026-11-01T12:00:00Z" });
  await addActivities(database, ctx, berit.userId, { count: 8, from: "2026-11-01T12:00:00Z" });
  await addActivities(database, ctx, cato.userId, { count: 10, from: "2026-11-11T11:00:00Z" });
  return { ctx, anne, berit, cato, coordinator, admin: { ...admin, asOf: TODAY } };
}

export const draft = (ctx: Ctx, changes: Parameters<typeof define>[0] = {}) =>
  createAchievement(ctx, define(changes));
export const look = async (ctx: Ctx, id: string) =>
  (await previewAchievement(ctx, id, previewFilter.parse({}))).counted;
