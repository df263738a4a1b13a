import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { redSquare } from "@/lib/baking/baking.test-support";
import { bakePng } from "@/lib/baking/png";
import { bakeSvg } from "@/lib/baking/svg";
import { checkCollection, type Judge, type Judged } from "@/lib/collection/check-service";
import { listExternalBadges } from "@/lib/collection/queries";
import { addBadgeFile, removeExternalBadge, showExternalBadge } from "@/lib/collection/service";
import type { Ctx } from "@/lib/context";
import { checkBadge } from "@/lib/open-badges/check-badge";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let member: Awaited<ReturnType<typeof createTestMember>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  organization = await createTestOrganization(database);
  const email = `${crypto.randomUUID()}@example.org`;
  member = await createTestMember(database, organization, { email });
});

const credential = (id: string) =>
  JSON.stringify({
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    id: `https://issuer.example/${id}`,
    issuer: "https://issuer.example",
    credentialSubject: { achievement: { name: "Førstehjelp" } },
  });
const add = (content: string | Uint8Array, ctx = member.ctx) =>
  addBadgeFile(ctx, { content: Buffer.from(content).toString("base64") });
const own = () => listExternalBadges(member.ctx, member.userId);
const rows = async (sql: string) =>
  (await database.everything.query(sql, [organization.organization.id])).rows;
const reason = (adding: Promise<unknown>) => adding.then(() => "added").catch((error) => error.text.key);
const signal = new AbortController().signal;

const judged = (over: Partial<Judged> = {}): Judged => ({
  outcome: "valid",
  checks: [],
  badge: { name: null, issuer: { name: null }, holder: { belongs: "yes" }, state: "valid" },
  ...over,
});
/** Checks what is due as `judge` would judge it; what it was given. */
async function checkAs(judge: Judge): Promise<Parameters<Judge>[0][]> {
  const given: Parameters<Judge>[0][] = [];
  await checkCollection(
    organization,
    (one) => {
      given.push(one);
      return judge(one);
    },
    signal,
  );
  return given;
}

describe("a badge in a file", () => {
  test("is kept from a PNG, an SVG, JSON and an address, and the same twice is one", async () => {
    const baked = { format: "ob3", credential: credential("1") } as const;
    await add(bakePng(await redSquare(), baked));
    await add(bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"/>', baked));
    await add(credential("1"));
    await add("https://issuer.example/assertions/2");
    expect((await own()).map(({ name }) => name).sort()).toEqual(["Førstehjelp", "issuer.example"]);
  });

  test("that is none says why", async () => {
    expect(await reason(add(await redSquare()))).toBe("collection.plainPicture");
    expect(await reason(add((await redSquare()).subarray(0, 40)))).toBe("collection.badPicture");
    expect(await reason(add("hello"))).toBe("collection.unreadable");
    expect(await reason(add(Uint8Array.of(0xff, 0xfe, 0x00)))).toBe("collection.unreadable");
    expect(await reason(add(JSON.stringify({ type: "OpenBadgeCredential", x: "y".repeat(1_100_000) })))).toBe(
      "collection.tooLarge",
    );
    expect(await own()).toEqual([]);
  });

  test("is nobody's where Open Badges are off", async () => {
    const off = { ...member.ctx, modules: new Set<never>() };
    await expect(add(credential("1"), off)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a badge in the collection", () => {
  test("is shown to colleagues while its keeper shows it, and always to its keeper", async () => {
    const { id } = await add(credential("1"));
    const colleague = await createTestMember(database, organization);
    const seen = async () => (await listExternalBadges(colleague.ctx, member.userId)).length;
    expect(await seen()).toBe(1);
    await showExternalBadge(member.ctx, { id, isVisible: false });
    expect(await seen()).toBe(0);
    expect(await own()).toMatchObject([{ isVisible: false }]);
  });

  test("is gone when its keeper is erased", async () => {
    await add(credential("1"));
    await database.everything.query("UPDATE users SET erased_at = now() WHERE id = $1", [member.userId]);
    expect(await rows("SELECT FROM external_badges WHERE organization_id = $1")).toEqual([]);
  });

  test("is shown, hidden and removed by its keeper alone", async () => {
    const { id } = await add(credential("1"));
    const colleague = await createTestMember(database, organization, { role: "org_admin" });
    const stranger = await createTestMember(database, await createTestOrganization(database));
    for (const { ctx } of [colleague, stranger]) {
      await expect(showExternalBadge(ctx, { id, isVisible: false })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(removeExternalBadge(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await listExternalBadges(stranger.ctx, member.userId)).toEqual([]);
    await removeExternalBadge(member.ctx, { id });
    expect(await own()).toEqual([]);
    expect(
      await rows("SELECT action FROM audit_log WHERE organization_id = $1 ORDER BY occurred_at"),
    ).toEqual([{ action: "external_badge.added" }, { action: "external_badge.removed" }]);
  });
});

describe("checking", () => {
  test("is ordered in the transaction that keeps the badge, and hands over the badge and its keeper's address", async () => {
    await add(credential("1"));
    await add("https://issuer.example/assertions/2");
    const jobs = await rows(
      "SELECT name FROM pgboss.job WHERE name = 'collection.check' AND data ->> 'organizationId' = $1",
    );
    expect(jobs).toHaveLength(2);
    const given = await checkAs(async () => judged());
    expect(given).toHaveLength(2);
    const [{ email }] = await rows("SELECT email FROM memberships WHERE organization_id = $1");
    expect(given).toContainEqual({ bytes: Buffer.from(credential("1")), email });
    expect(given).toContainEqual({ url: "https://issuer.example/assertions/2", email });
    expect(await own()).toMatchObject([{ standing: "valid", holder: "self" }, { standing: "valid" }]);
  });

  test("is done again after a week, and after a day where it could not be decided", async () => {
    await add(credential("1"));
    await checkAs(async () => judged());
    expect(await checkAs(async () => judged())).toHaveLength(0);
    const days = () =>
      rows(
        "SELECT round(extract(epoch FROM check_due_at - now()) / 86400)::integer AS days FROM external_badges WHERE organization_id = $1",
      );
    expect(await days()).toEqual([{ days: 7 }]);
    await rows("UPDATE external_badges SET check_due_at = now() WHERE organization_id = $1");
    expect(await checkAs(async () => judged({ outcome: "undecided" }))).toHaveLength(1);
    expect(await days()).toEqual([{ days: 1 }]);
    expect(await own()).toMatchObject([{ standing: "undecided" }]);
  });

  test.each([
    [{ outcome: "invalid", state: "revoked" }, "revoked"],
    [{ outcome: "invalid", state: "expired" }, "expired"],
    [{ outcome: "invalid", state: "valid" }, "invalid"],
    [{ outcome: "valid", state: "valid", checks: [{ code: "key_itself" }] }, "nameless"],
  ] as const)("that finds %j is said as %s", async ({ state, ...found }, standing) => {
    await add(credential("1"));
    const badge = {
      name: "A\u0000\ud800",
      issuer: { name: null },
      holder: { belongs: "no" },
      state,
    } as const;
    await checkAs(async () => judged({ ...found, badge }));
    expect(await own()).toMatchObject([{ standing, holder: "other" }]);
  });

  test("that fails leaves what was known, and is tried again another day", async () => {
    await add(credential("1"));
    await checkAs(async () => judged());
    await rows("UPDATE external_badges SET check_due_at = now() WHERE organization_id = $1");
    await checkAs(() => Promise.reject(new Error("a bug")));
    expect(await own()).toMatchObject([{ standing: "valid" }]);
    expect(await checkAs(async () => judged())).toHaveLength(0);
  });

  test("does not say of a badge that was replaced meanwhile what it found of the one before", async () => {
    await add(credential("1"));
    await checkAs(async () => {
      await add(credential("1").replace("Førstehjelp", "Livredning"));
      return judged();
    });
    expect(await own()).toMatchObject([{ name: "Livredning" }]);
    const [{ outcome }] = await rows("SELECT outcome FROM external_badges WHERE organization_id = $1");
    expect(outcome).toBe("valid");
  });

  test("by several workers at once looks at each badge once", async () => {
    for (let n = 0; n < 25; n += 1) await add(credential(String(n)));
    const given = (await Promise.all([1, 2, 3].map(() => checkAs(async () => judged())))).flat();
    expect(given).toHaveLength(25);
  });

  test("judges a forged badge as everybody's are judged", async () => {
    await add(credential("1"));
    await checkCollection(organization, checkBadge, signal);
    expect((await own())[0]?.standing).toMatch(/^(invalid|undecided)$/);
  });
});
