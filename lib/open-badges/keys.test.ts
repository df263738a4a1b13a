import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Unreadable } from "@/lib/encryption";
import { type KeyAlgorithm, openKey } from "@/lib/open-badges/key-material";
import { listKeys } from "@/lib/open-badges/key-queries";
import { rotateKeys, signingKey } from "@/lib/open-badges/key-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let admin: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  organization = await createTestOrganization(database);
  admin = (await createTestMember(database, organization, { role: "org_admin" })).ctx;
});

const ensureKey = (ctx: Ctx, algorithm: KeyAlgorithm) =>
  inTenant(ctx, (tx) => signingKey(tx, ctx, algorithm));

type Stored = {
  id: string;
  organization_id: string;
  status: string;
  private_key: Buffer;
  public_key: object;
};
const stored = async (): Promise<Stored[]> =>
  (
    await database.everything.query(
      "SELECT * FROM issuer_keys WHERE organization_id = $1 ORDER BY created_at",
      [organization.organization.id],
    )
  ).rows;
const audited = async () =>
  (
    await database.everything.query(
      "SELECT action, before, after FROM audit_log WHERE organization_id = $1 AND subject_type = 'issuer_key' ORDER BY seq",
      [organization.organization.id],
    )
  ).rows;

describe("an organisation's key", () => {
  test("is made when it is first needed, and is the same afterwards", async () => {
    const first = await ensureKey(organization, "Ed25519");
    expect(await ensureKey(organization, "Ed25519")).toEqual(first);
    expect(first.publicKey).toEqual({ kty: "OKP", crv: "Ed25519", x: expect.any(String) });
    expect(await stored()).toHaveLength(1);
  });

  test.each(["Ed25519", "RS256"] as const)(
    "of %s is one, however many need it at once",
    async (algorithm) => {
      const keys = await Promise.all(Array.from({ length: 8 }, () => ensureKey(organization, algorithm)));
      expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
      expect(await stored()).toHaveLength(1);
      expect(await audited()).toHaveLength(1);
    },
  );

  test("has its private half in the database only encrypted, and opens for its own row alone", async () => {
    const key = await ensureKey(organization, "Ed25519");
    const [row] = await stored();
    if (!row) throw new Error("no key");
    expect(row.private_key.includes(String(key.privateKey.d))).toBe(false);
    expect(JSON.stringify(row.public_key)).not.toContain(String(key.privateKey.d));
    expect(openKey(row.private_key, organization.organization.id, row.id)).toEqual(key.privateKey);
    const other = await createTestOrganization(database);
    expect(() => openKey(row.private_key, other.organization.id, row.id)).toThrow(Unreadable);
  });

  test("does not sign for another organisation that was given its row", async () => {
    await ensureKey(organization, "Ed25519");
    const [row] = await stored();
    const other = await createTestOrganization(database);
    await database.everything.query(
      "INSERT INTO issuer_keys (organization_id, algorithm, public_key, private_key) VALUES ($1, 'Ed25519', $2, $3)",
      [other.organization.id, row?.public_key, row?.private_key],
    );
    await expect(ensureKey(other, "Ed25519")).rejects.toThrow(Unreadable);
  });

  test("is not made for an organisation that publishes no badges", async () => {
    const without = await createTestOrganization(database, { modules: ["achievements_gamification"] });
    await expect(ensureKey(without, "Ed25519")).rejects.toMatchObject({ code: "not_found" });
    await expect(rotateKeys(without, ["Ed25519"])).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("rotation", () => {
  test("retires the key in use, makes the next one and is recorded", async () => {
    const old = await ensureKey(organization, "Ed25519");
    const [rotation] = await rotateKeys(admin, ["Ed25519", "RS256"]);
    expect(rotation).toMatchObject({ algorithm: "Ed25519", retired: old.id });
    expect((await ensureKey(organization, "Ed25519")).id).toBe(rotation?.active);
    expect(await listKeys(admin)).toMatchObject([
      { id: rotation?.active, status: "active", retiredAt: null },
      { id: old.id, status: "retired", retiredAt: expect.any(Date) },
    ]);
    expect((await audited()).map(({ action }) => action)).toEqual([
      "issuer_key.created",
      "issuer_key.rotated",
    ]);
    expect(JSON.stringify(await listKeys(admin))).not.toContain("private");
  });

  test("of what was never used makes nothing", async () => {
    expect(await rotateKeys(admin, ["RS256"])).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  test("at the same time leaves one key in use, and no retired one comes back", async () => {
    await ensureKey(organization, "Ed25519");
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => rotateKeys(admin, ["Ed25519"])),
    );
    expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
    const rows = await stored();
    expect(rows.filter(({ status }) => status === "active")).toHaveLength(1);
    const retired = rows.find(({ status }) => status === "retired");
    await expect(
      database.everything.query("UPDATE issuer_keys SET status = 'active', retired_at = NULL WHERE id = $1", [
        retired?.id,
      ]),
    ).rejects.toMatchObject({ constraint: "issuer_keys_are_final" });
    await expect(
      database.everything.query("DELETE FROM issuer_keys WHERE id = $1", [retired?.id]),
    ).rejects.toMatchObject({ constraint: "issuer_keys_are_final" });
  });

  test("is for administrators of the organisation", async () => {
    await ensureKey(organization, "Ed25519");
    for (const role of ["coordinator", "peer_mentor"] as const) {
      const { ctx } = await createTestMember(database, organization, { role });
      await expect(rotateKeys(ctx, ["Ed25519"])).rejects.toMatchObject({ code: "forbidden" });
      await expect(listKeys(ctx)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await stored()).toHaveLength(1);
  });
});
