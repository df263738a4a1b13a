import { describe, expect, test } from "vitest";
import { backpacks } from "@/app/oauth/backpacks.test-support";
import { disconnectBackpack, setAutoSync } from "@/lib/backpacks/connect-service";
import { orderPush } from "@/lib/backpacks/push-service";
import { listBadgeAtBackpacks, listOwnBackpacks } from "@/lib/backpacks/queries";
import { checkCollection } from "@/lib/collection/check-service";
import { listExternalBadges } from "@/lib/collection/queries";
import { checkBadge } from "@/lib/open-badges/check-badge";
import { createTestMember } from "@/lib/testing/organizations";

const world = backpacks();
const own = async () => (await listOwnBackpacks(world.holder))[0]?.connection;
const kept = () => listExternalBadges(world.keeper, world.award.userId);

describe("pushing", () => {
  test("one award brings it into the collection there, where it is found genuine and the person's own", async () => {
    const id = await world.connect();
    expect(await orderPush(world.holder, { id, badgeId: world.award.id })).toBe(1);
    await world.work();
    expect(await world.pushes()).toEqual([{ state: "pushed", attempts: 1, error: null, pause: null }]);
    await checkCollection(world.keeper, checkBadge, new AbortController().signal);
    expect(await kept()).toMatchObject([{ standing: "valid", holder: "self" }]);
    expect(await own()).toMatchObject({ pushed: 1, waiting: 0, failed: 0 });
  });

  test("of one badge says how it stands at each connection, and nothing of another's", async () => {
    const id = await world.connect();
    const stands = (by = world.holder) => listBadgeAtBackpacks(by, world.award.id);
    expect(await stands()).toMatchObject([{ connectionId: id, state: null }]);
    await orderPush(world.holder, { id, badgeId: world.award.id });
    expect(await stands()).toMatchObject([{ state: "pending" }]);
    await world.work();
    expect(await stands()).toMatchObject([{ state: "pushed" }]);
    expect(await stands((await createTestMember(world.database, world.home)).ctx)).toEqual([]);
  });

  test("twice is once, however often and from how many workers", async () => {
    const id = await world.connect();
    await Promise.all([1, 2, 3, 4].map(() => orderPush(world.holder, { id })));
    await Promise.all([world.work(), world.work(), world.work()]);
    expect(await orderPush(world.holder, { id })).toBe(0);
    await world.work();
    expect(world.sentBadges()).toBe(1);
    expect(await kept()).toHaveLength(1);
  });

  test("is for one's own awards and connections", async () => {
    const id = await world.connect();
    const other = await createTestMember(world.database, world.home);
    await expect(orderPush(other.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(orderPush(world.keeper, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(orderPush(world.holder, { id, badgeId: crypto.randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(disconnectBackpack(other.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("happens by itself for a new award, when the person wants that", async () => {
    const id = await world.connect();
    const again = () =>
      world.rows(
        `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, awarded_at)
         SELECT organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, now() FROM earned_badges WHERE id = $1`,
        world.award.id,
      );
    await world.rows("UPDATE earned_badges SET status = 'expired' WHERE id = $1", world.award.id);
    await again();
    expect(await world.pushes()).toEqual([]);
    await setAutoSync(world.holder, { id, isOn: true });
    await world.rows(
      "UPDATE earned_badges SET status = 'expired' WHERE status = 'awarded' AND user_id = $1",
      world.award.userId,
    );
    await again();
    expect(await world.pushes()).toMatchObject([{ state: "pending" }]);
    expect(
      await world.rows(
        "SELECT name FROM pgboss.job WHERE name = 'backpacks.push' AND data ->> 'organizationId' = $1",
        world.home.organization.id,
      ),
    ).not.toHaveLength(0);
    await world.work();
    expect(await kept()).toHaveLength(1);
  });

  test("renews a token that is over, and one that is not accepted", async () => {
    const id = await world.connect();
    await world.rows("UPDATE backpack_connections SET expires_at = now() WHERE id = $1", id);
    await orderPush(world.holder, { id });
    await world.work();
    expect(await world.pushes()).toMatchObject([{ state: "pushed" }]);
    await world.rows("DELETE FROM external_identifiers WHERE backpack_connection_id = $1", id);
    await world.rows(
      "UPDATE backpack_tokens SET created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' WHERE kind = 'access'",
    );
    await orderPush(world.holder, { id });
    await world.work();
    expect(await world.pushes()).toMatchObject([{ state: "pushed" }]);
  });

  test("waits longer each time while the backpack cannot take it, and gives up in the end", async () => {
    const id = await world.connect();
    await orderPush(world.holder, { id });
    world.backpack.fail(503);
    await world.work();
    expect(await world.pushes()).toEqual([{ state: "pending", attempts: 1, error: "busy", pause: 60 }]);
    await world.work();
    expect(world.sentBadges()).toBe(1);
    for (let tried = 1; tried < 8; tried += 1) {
      await world.rows("UPDATE external_identifiers SET next_attempt_at = now() WHERE state = 'pending'");
      await world.work();
    }
    expect(await world.pushes()).toEqual([{ state: "failed", attempts: 8, error: "busy", pause: null }]);
    world.backpack.fail(null);
    expect(await orderPush(world.holder, { id })).toBe(1);
    await world.work();
    expect(await world.pushes()).toMatchObject([{ state: "pushed" }]);
  });

  test("waits too while a token cannot be renewed, and the connection stays", async () => {
    const id = await world.connect();
    await world.rows("UPDATE backpack_connections SET expires_at = now() WHERE id = $1", id);
    await orderPush(world.holder, { id });
    for (const status of [503, 429]) {
      world.backpack.fail(status);
      await world.rows("UPDATE external_identifiers SET next_attempt_at = now() WHERE state = 'pending'");
      await world.work();
      expect(await world.pushes()).toMatchObject([{ state: "pending", error: "busy" }]);
    }
    expect(await own()).toMatchObject({ problem: null });
    world.backpack.fail(null);
    await world.rows("UPDATE external_identifiers SET next_attempt_at = now() WHERE state = 'pending'");
    await world.work();
    expect(await world.pushes()).toMatchObject([{ state: "pushed" }]);
  });

  test("stops where we are no longer wanted, says so, and goes on when the person connects anew", async () => {
    const id = await world.connect();
    await world.rows(
      "UPDATE backpack_grants SET revoked_at = now(), revoked_because = 'disconnected' WHERE user_id = $1 AND revoked_at IS NULL",
      world.award.userId,
    );
    await orderPush(world.holder, { id });
    await world.work();
    expect(await world.pushes()).toMatchObject([{ state: "failed", error: "refused" }]);
    expect(await own()).toMatchObject({ problem: "refused", failed: 1 });
    expect(await world.connect()).toBe(id);
    await world.work();
    expect(await world.pushes()).toMatchObject([{ state: "pushed" }]);
    expect(await own()).toMatchObject({ problem: null });
  });

  test("of what was revoked meanwhile sends nothing", async () => {
    const id = await world.connect();
    await orderPush(world.holder, { id });
    await world.rows(
      "UPDATE earned_badges SET status = 'revoked', revoked_at = now(), revocation_reason = 'x' WHERE id = $1",
      world.award.id,
    );
    await world.work();
    expect(await world.pushes()).toMatchObject([{ state: "failed", error: "nothing" }]);
    expect(world.sentBadges()).toBe(0);
  });
});
