import { afterAll, beforeAll, expect, test } from "vitest";
import { listWaiting } from "@/lib/badges/approval-queries";
import { approveBadge } from "@/lib/badges/approval-service";
import { countFlagged } from "@/lib/badges/flag-queries";
import { keepBadge } from "@/lib/badges/flag-service";
import { listCertifications } from "@/lib/certifications/list-queries";
import { certificationFilters } from "@/lib/certifications/list-schema";
import { countsOf, everythingSevenTimes } from "@/lib/dashboard/queue.test-support";
import { readQueueOf } from "@/lib/dashboard/queue-queries";
import { listPauses } from "@/lib/pauses/queries";
import { deactivatePerson } from "@/lib/people/service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("the queue has no certificates and pauses of who has left, and what can still be decided about them", async () => {
  const { ctx, people, coordinator, admin } = await everythingSevenTimes(database);
  const [leaver = "", stayer] = people;
  await database.everything.query(
    `INSERT INTO streak_pauses (organization_id, user_id, starts_on, ends_on, requested_by_user_id, idempotency_key)
     SELECT $1, u, current_date, current_date + 7, u, gen_random_uuid() FROM unnest($2::uuid[]) u`,
    [ctx.organization.id, [leaver, stayer]],
  );
  const listed = async () => ({
    expiring: (await listCertifications(coordinator, certificationFilters.parse({ within: "30" }))).rows
      .length,
    pauses: (await listPauses(coordinator)).waiting.length,
    allPauses: (await listPauses(coordinator)).total,
    approvals: (await listWaiting(coordinator)).total,
    flagged: await countFlagged(coordinator),
  });
  const before = { expiring: 3, pauses: 2, allPauses: 2, approvals: 7, flagged: 7 };
  expect(await listed()).toEqual(before);
  await deactivatePerson(admin, { userId: leaver });
  expect(await countsOf(coordinator)).toMatchObject({
    expiring: [2, 2],
    pauses: [1, 1],
    approvals: [7, 5],
    flagged: [7, 5],
  });
  for (const kind of ["expiring", "pauses"] as const) {
    const { section } = await readQueueOf(coordinator, { kind });
    expect([section.count, section.rows.some(({ userId }) => userId === leaver)]).toEqual([
      section.rows.length,
      false,
    ]);
  }
  expect(await listed()).toEqual({ ...before, expiring: 2, pauses: 1, allPauses: 1 });
  const theirs = async (kind: "approvals" | "flagged") =>
    (await readQueueOf(coordinator, { kind })).section.rows.find(({ userId }) => userId === leaver)?.id ?? "";
  await approveBadge(coordinator, { id: await theirs("approvals") });
  await keepBadge(coordinator, { id: await theirs("flagged"), flagReason: "x", note: "Står" });
  expect(await countsOf(coordinator)).toMatchObject({ approvals: [6, 5], flagged: [6, 5] });
});
