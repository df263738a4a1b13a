import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { countCertifications } from "@/lib/certifications/list-queries";
import { partsOf } from "@/lib/certifications/many-parts";
import { previewMany } from "@/lib/certifications/many-queries";
import {
  confirmationOf,
  type ManyKind,
  type ManyPart,
  manyFilter,
  revokeManyInput,
} from "@/lib/certifications/many-schema";
import { renewMany, revokeMany } from "@/lib/certifications/many-service";
import type { Ctx } from "@/lib/context";
import { createTestCertificate } from "@/lib/testing/certificates";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let coordinator: Awaited<ReturnType<typeof createTestMember>>;
let type: string;

const one = (name: string, how: Partial<Parameters<typeof createTestCertificate>[2]> = {}) =>
  createTestCertificate(database, organization, { type, name, expiresAt: "2027-01-15T12:00:00Z", ...how });
const now = () => ({ ...coordinator.ctx, asOf: new Date("2026-11-29T12:00:00Z") });
const preview = (kind: ManyKind, raw: object, who: Ctx = now()) =>
  previewMany(who, kind, manyFilter.parse(raw));
/** Certificates as one part of a preview of them. */
const shown = (kind: ManyKind, ids: readonly string[]) => partsOf(now(), kind, ids)[0] as ManyPart;
const kept = async () => {
  const { rows } = await database.everything.query<{ status: string; count: number }>(
    "SELECT status::text AS status, count(*)::int AS count FROM certifications WHERE organization_id = $1 GROUP BY 1",
    [organization.organization.id],
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
};

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  organization = await createTestOrganization(database);
  coordinator = await createTestMember(database, organization, { role: "coordinator" });
  type = await createTestCertificationType(database, organization);
});

describe("a preview of many", () => {
  test("says of each what happens to it, or why nothing", async () => {
    const lifetime = await createTestCertificationType(database, organization, { validityMonths: null });
    const unused = await createTestCertificationType(database, organization);
    const ready = await one("Valid");
    const over = await one("Over", { expiresAt: "2026-06-01T12:00:00Z", status: "expired" });
    const again = await one("Over", {
      userId: over.userId,
      expiresAt: "2026-07-01T12:00:00Z",
      status: "expired",
    });
    const revoked = await one("Revoked", { status: "revoked" });
    const life = await one("For life", { type: lifetime, expiresAt: null });
    const inactive = await one("Type out of use", { type: unused });
    const own = await one("Own", { userId: coordinator.userId });
    await database.everything.query("UPDATE certification_types SET is_active = false WHERE id = $1", [
      unused,
    ]);
    const all = await preview("renew", { all: "yes" });
    const found = new Map(all.map(({ id, obstacle, until }) => [id, obstacle ?? until?.toISOString()]));
    expect([ready, over, again, revoked, life, inactive, own].map(({ id }) => found.get(id))).toEqual([
      // From the old end where that is to come, and from now where it has passed.
      "2028-01-15T12:00:00.000Z",
      "2027-11-29T12:00:00.000Z",
      "holdsAnother",
      "revoked",
      "lifetime",
      "typeInactive",
      "own",
    ]);
    const toRevoke = await preview("revoke", { all: "yes" });
    expect(toRevoke.filter(({ obstacle }) => obstacle).map(({ id, obstacle }) => [id, obstacle])).toEqual([
      [revoked.id, "revoked"],
    ]);
  });

  test("of all that match has as many as are counted", async () => {
    for (let n = 0; n < 60; n += 1) await one(`Person ${n}`);
    await one("Later", { expiresAt: "2028-01-01T12:00:00Z" });
    const asked = { to: "2027-06-30", q: "person" };
    const all = await preview("renew", { ...asked, all: "yes" });
    expect(all).toHaveLength(await countCertifications(now(), manyFilter.parse(asked)));
    expect(all).toHaveLength(60);
  });

  test("leaves foreign certificates out as it does unknown ones, and is not found without any", async () => {
    const elsewhere = await createTestOrganization(database);
    const foreign = await createTestCertificate(database, elsewhere, {
      type: await createTestCertificationType(database, elsewhere),
      expiresAt: "2027-01-15T12:00:00Z",
    });
    const { id } = await one("Ours");
    for (const other of [foreign.id, randomUUID()]) {
      expect((await preview("revoke", { ids: `${id},${other}` })).map((row) => row.id)).toEqual([id]);
      await expect(preview("revoke", { ids: other })).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(preview("revoke", {})).rejects.toMatchObject({ code: "not_found" });
    await expect(preview("revoke", { ids: "x" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("is for those who may", async () => {
    await one("Ours");
    const mentor = await createTestMember(database, organization);
    for (const kind of ["renew", "revoke"] as const) {
      await expect(preview(kind, { all: "yes" }, mentor.ctx)).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});

describe("renewing many", () => {
  test("renews those that can be, tells of the others why not, and nothing the second time", async () => {
    const [a, b] = [await one("A"), await one("B")];
    const revoked = await one("C", { status: "revoked" });
    const ids = [a.id, revoked.id, b.id, randomUUID()];
    const asked = { ...shown("renew", ids), idempotencyKey: "many-key" };
    const first = await renewMany(now(), asked);
    expect(first.map(({ problem }) => problem?.key ?? null)).toEqual([
      null,
      "certificateLife.notRenewable.revoked",
      null,
      "notFound.certification",
    ]);
    const before = await kept();
    expect(before).toEqual({ active: 2, superseded: 2, revoked: 1 });
    expect(await renewMany(now(), asked)).toEqual(first);
    expect(await kept()).toEqual(before);
  });

  test("that was cut off half-way goes on with the rest, also as two at once", async () => {
    const all = [];
    for (let n = 0; n < 8; n += 1) all.push((await one(`Person ${n}`)).id);
    await renewMany(now(), { ...shown("renew", all.slice(0, 3)), idempotencyKey: "cut-off" });
    const asked = { ...shown("renew", all), idempotencyKey: "cut-off" };
    const both = await Promise.all([renewMany(now(), asked), renewMany(now(), asked)]);
    for (const outcomes of both) expect(outcomes.every(({ problem }) => problem === null)).toBe(true);
    expect(await kept()).toEqual({ active: 8, superseded: 8 });
    const { rows } = await database.everything.query<{ n: number }>(
      `SELECT right(certificate_number, 5)::int AS n FROM certifications WHERE organization_id = $1 AND status = 'active' ORDER BY 1`,
      [organization.organization.id],
    );
    expect(rows.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("does nothing at all while issuing is paused", async () => {
    const { id } = await one("A");
    await database.everything.query(
      "UPDATE organizations SET issuing_paused_at = now(), issuing_paused_reason = 'x' WHERE id = $1",
      [organization.organization.id],
    );
    const paused = renewMany(now(), { ...shown("renew", [id]), idempotencyKey: "paused-key" });
    await expect(paused).rejects.toMatchObject({ code: "unavailable" });
    expect(await kept()).toEqual({ active: 1 });
  });
});

describe("revoking many", () => {
  test("twice is once, and a foreign one is refused like an unknown one", async () => {
    const elsewhere = await createTestOrganization(database);
    const foreign = await createTestCertificate(database, elsewhere, {
      type: await createTestCertificationType(database, elsewhere),
    });
    const [a, b] = [await one("A"), await one("B", { expiresAt: "2026-06-01T12:00:00Z", status: "expired" })];
    const ids = [a.id, b.id, foreign.id, randomUUID()];
    const asked = { ...shown("revoke", ids), reason: "Feil kurs" };
    const first = await revokeMany(now(), asked);
    expect(first.map(({ problem }) => problem?.key ?? null)).toEqual([
      null,
      null,
      "notFound.certification",
      "notFound.certification",
    ]);
    expect(await revokeMany(now(), asked)).toEqual(first);
    expect(await kept()).toEqual({ revoked: 2 });
    for (const id of [foreign.id, randomUUID()]) {
      const alone = revokeMany(now(), { ...shown("revoke", [id]), reason: "Feil kurs" });
      await expect(alone).rejects.toMatchObject({ code: "not_found" });
    }
    const { rows } = await database.everything.query(
      "SELECT FROM audit_log WHERE organization_id = $1 AND action = 'certification.revoked'",
      [organization.organization.id],
    );
    expect(rows).toHaveLength(2);
  });

  test("asks for a reason, and for the number from twenty-one on", () => {
    const said = (count: number, values: object) => confirmationOf("revoke", count).safeParse(values).success;
    expect(said(3, {})).toBe(false);
    expect(said(20, { reason: "x" })).toBe(true);
    expect(said(21, { reason: "x" })).toBe(false);
    expect(said(21, { reason: "x", typed: 20 })).toBe(false);
    expect(said(21, { reason: "x", typed: 21 })).toBe(true);
    expect(confirmationOf("renew", 3).safeParse({}).success).toBe(true);
  });

  test("of more than twenty is refused without their number, whatever the browser lets through", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 27; n += 1) ids.push((await one(`Person ${n}`)).id);
    const parts = partsOf(now(), "revoke", ids);
    expect(parts.map((part) => [part.ids.length, part.count])).toEqual([
      [25, 27],
      [2, 27],
    ]);
    const [first, last] = parts as [ManyPart, ManyPart];
    const reason = "Feil kurs";
    const refusal = (who: Ctx, asked: ManyPart & { typed?: number }) =>
      revokeMany(who, { reason, ...asked }).catch((error) => error.fields?.typed?.key ?? error.text.key);
    const differs = "certificateMany.typedDiffers";
    const notShown = "certificateMany.notShown";

    // The last part alone is of few, and is asked for the number all the same.
    for (const part of parts) {
      expect(await refusal(now(), part)).toBe("field.required");
      for (const typed of [2, 25, 26]) expect(await refusal(now(), { ...part, typed })).toBe(differs);
    }
    // Fewer than there are, others than were shown, somebody else's preview, and one of something else.
    expect(await refusal(now(), { ...last, count: 2 })).toBe(notShown);
    expect(await refusal(now(), { ...last, count: 2, typed: 2 })).toBe(notShown);
    expect(await refusal(now(), { ...last, ids: first.ids.slice(0, 2), typed: 27 })).toBe(notShown);
    expect(await refusal(now(), { ...last, ids: last.ids.slice(0, 1), typed: 27 })).toBe(notShown);
    expect(await refusal(now(), { ...last, seal: first.seal, typed: 27 })).toBe(notShown);
    expect(await refusal(now(), { ...last, seal: "", typed: 27 })).toBe(notShown);
    const other = await createTestMember(database, organization, { role: "coordinator" });
    expect(await refusal(other.ctx, { ...last, typed: 27 })).toBe(notShown);
    const toRenew = partsOf(now(), "renew", ids)[1] as ManyPart;
    expect(await refusal(now(), { ...toRenew, typed: 27 })).toBe(notShown);
    expect(revokeManyInput.safeParse({ ids: last.ids, reason }).success).toBe(false);
    expect(await kept()).toEqual({ active: 27 });

    for (const part of parts) await revokeMany(now(), { ...part, typed: 27, reason });
    expect(await kept()).toEqual({ revoked: 27 });
  });
});
