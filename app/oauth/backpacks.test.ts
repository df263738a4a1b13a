import { describe, expect, test } from "vitest";
import { backpacks } from "@/app/oauth/backpacks.test-support";
import { listConnectedApplications } from "@/lib/backpack-host/grant-service";
import { beginConnecting, disconnectBackpack, finishConnecting } from "@/lib/backpacks/connect-service";
import { openFlow } from "@/lib/backpacks/flow";
import { addBackpack, listBackpacks, moveBackpackUp, removeBackpack } from "@/lib/backpacks/provider-service";
import { listOwnBackpacks } from "@/lib/backpacks/queries";
import { giveBackLeft } from "@/lib/backpacks/return-service";
import { env } from "@/lib/env";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

const world = backpacks();
const { signal } = new AbortController();
const own = async () => (await listOwnBackpacks(world.holder))[0]?.connection;

describe("an organisation's backpacks", () => {
  test("are in its order, each address once", async () => {
    const { id } = await addBackpack(world.admin, {
      apiVersion: "3.0",
      name: "B",
      apiUrl: "https://b.example/ims/ob/v3p0",
    });
    await addBackpack(world.admin, { apiVersion: "3.0", name: "C", apiUrl: "https://c.example/ims/ob/v3p0" });
    await moveBackpackUp(world.admin, { id });
    await moveBackpackUp(world.admin, { id });
    expect((await listBackpacks(world.admin)).map(({ name }) => name)).toEqual(["B", "Den andre", "C"]);
    const again = addBackpack(world.admin, {
      apiVersion: "3.0",
      name: "B2",
      apiUrl: "https://b.example/ims/ob/v3p0",
    });
    await expect(again).rejects.toMatchObject({ fields: { apiUrl: { key: "backpacks.known" } } });
    await removeBackpack(world.admin, { id });
    expect(await listBackpacks(world.admin)).toHaveLength(2);
  });

  test("are nobody's but its administrators' to change, and are public addresses", async () => {
    const adding = (apiUrl: string, ctx = world.admin) =>
      addBackpack(ctx, { apiVersion: "3.0", name: "X", apiUrl });
    await expect(adding("https://x.example", world.holder)).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await createTestMember(world.database, await createTestOrganization(world.database), {
      role: "org_admin",
    });
    for (const change of [removeBackpack, moveBackpackUp])
      await expect(change(stranger.ctx, { id: world.id })).rejects.toMatchObject({ code: "not_found" });
    env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
    try {
      for (const url of [
        "http://x.example",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://[::1]/x",
        "https://169.254.169.254/x",
      ])
        await expect(adding(url)).rejects.toMatchObject({ code: "invalid" });
    } finally {
      env.HEDER_ALLOW_PRIVATE_WEBHOOKS = true;
    }
  });

  test("that are connected stay until nobody has them", async () => {
    const connection = await world.connect();
    await expect(removeBackpack(world.admin, { id: world.id })).rejects.toMatchObject({ code: "conflict" });
    await disconnectBackpack(world.holder, { id: connection });
    await removeBackpack(world.admin, { id: world.id });
  });
});

describe("connecting", () => {
  test("registers us once, asks with PKCE, and keeps what opens anything encrypted", async () => {
    await world.connect();
    await world.connect();
    expect(world.backpack.asked.filter((one) => one === "POST /oauth/register")).toHaveLength(1);
    expect(await own()).toMatchObject({ autoSync: false, problem: null });
    const [row] = await world.rows(
      `SELECT c.access_token, c.refresh_token, b.client_secret FROM backpack_connections c
       JOIN external_backpacks b ON b.id = c.external_backpack_id WHERE b.id = $1`,
      world.id,
    );
    for (const secret of Object.values<Buffer>(row))
      expect(secret.toString("latin1")).not.toContain("heder_bp");
  });

  test("brings the browser back to an address of that backpack alone", async () => {
    const { location } = await beginConnecting(world.holder, { id: world.id });
    const back = new URL(location).searchParams.get("redirect_uri");
    expect(back).toBe(`${world.backpack.url}/oauth/callback/${world.id}`);
  });

  test("needs the state that we gave: an answer to another question is nobody's", async () => {
    const { answer, flow } = await world.asked();
    answer.set("state", "another");
    await expect(finishConnecting(world.holder, flow, answer)).rejects.toMatchObject({ code: "unavailable" });
    expect(await own()).toBeNull();
  });

  test("that the person refuses, or whose code was used, connects nothing", async () => {
    const { answer, flow } = await world.asked();
    const no = new URLSearchParams({ error: "access_denied", state: flow.state });
    await expect(finishConnecting(world.holder, flow, no)).rejects.toMatchObject({
      text: { key: "backpacks.problem.refused" },
    });
    await finishConnecting(world.holder, flow, answer);
    await expect(finishConnecting(world.holder, flow, answer)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("is for the browser of who began it, and for a quarter of an hour", async () => {
    const { sealed } = await world.asked();
    expect(openFlow(sealed, crypto.randomUUID(), Date.now())).toBeNull();
    expect(openFlow(`${sealed.slice(0, -4)}AAAA`, world.award.userId, Date.now())).toBeNull();
    expect(openFlow(sealed, world.award.userId, Date.now() + 16 * 60_000)).toBeNull();
  });

  test("to what is no backpack says so", async () => {
    const { id } = await addBackpack(world.admin, {
      apiVersion: "3.0",
      name: "Nichts",
      apiUrl: `${world.backpack.url}/nothing`,
    });
    await expect(beginConnecting(world.holder, { id })).rejects.toMatchObject({
      text: { key: "backpacks.problem.unusable" },
    });
    world.backpack.fail(503);
    await expect(beginConnecting(world.holder, { id: world.id })).rejects.toMatchObject({
      text: { key: "backpacks.problem.unreachable" },
    });
  });
});

describe("disconnecting", () => {
  test("deletes the tokens here and gives them back there", async () => {
    const id = await world.connect();
    expect(await listConnectedApplications(world.keeper)).toHaveLength(1);
    await disconnectBackpack(world.holder, { id });
    expect(await own()).toBeNull();
    expect(await world.rows("SELECT FROM backpack_connections WHERE id = $1", id)).toEqual([]);
    expect(world.backpack.asked.at(-1)).toBe("POST /oauth/revoke");
    expect(await listConnectedApplications(world.keeper)).toEqual([]);
  });

  test("works where the backpack does not answer any more", async () => {
    const id = await world.connect();
    world.backpack.fail(500);
    await disconnectBackpack(world.holder, { id });
    expect(await own()).toBeNull();
  });

  test.each([
    "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE user_id = $1",
    "UPDATE users SET erased_at = now() WHERE id = $1",
  ])("happens when the person leaves: %s", async (leave) => {
    const id = await world.connect();
    await world.rows(leave, world.award.userId);
    expect(await world.rows("SELECT FROM backpack_connections WHERE id = $1", id)).toEqual([]);
    const revoked = () => world.backpack.asked.filter((one) => one === "POST /oauth/revoke").length;
    const before = revoked();
    world.backpack.fail(503);
    await giveBackLeft(world.holder, signal);
    expect(await world.rows("SELECT attempts FROM backpack_returns")).toEqual([{ attempts: 1 }]);
    await giveBackLeft(world.holder, signal);
    expect(revoked()).toBe(before + 1);
    world.backpack.fail(null);
    await world.rows("UPDATE backpack_returns SET next_attempt_at = now()");
    await Promise.all([giveBackLeft(world.holder, signal), giveBackLeft(world.holder, signal)]);
    expect(revoked()).toBe(before + 2);
    expect(await world.rows("SELECT FROM backpack_returns")).toEqual([]);
  });
});
