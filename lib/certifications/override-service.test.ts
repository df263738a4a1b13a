import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sweepCertifications } from "@/lib/certifications/expiry-service";
import { type CertificateLife, certificateLife } from "@/lib/certifications/life.test-support";
import { overrideInput, overrideStates } from "@/lib/certifications/life-schema";
import { overrideCertification } from "@/lib/certifications/override-service";
import { certificationStatuses } from "@/lib/certifications/rules";
import type { Actor, Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

let database: TestDatabase;
let life: CertificateLife;
let operator: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  life = await certificateLife(database);
  operator = await life.globalAdmin();
});

const NOW = "2026-06-01";
const dates = { issuedOn: "2025-09-01", expiresOn: "2026-09-01" };
const over = { issuedOn: "2025-03-01", expiresOn: "2026-03-01" };

/** A certificate that came into this state the ordinary way. */
async function inState(state: (typeof certificationStatuses)[number]): Promise<string> {
  if (state === "expired" || state === "expiring_soon") {
    const { id } = await life.issue(state === "expired" ? "2025-03-01" : "2025-06-10");
    await sweepCertifications(life.at(NOW, life.ctx));
    return id;
  }
  const { id } = await life.issue("2025-09-01");
  if (state === "revoked") await life.revoke("2026-01-01", id);
  if (state === "superseded") await life.revoke("2026-02-01", (await life.renew("2026-01-01", id)).id);
  return id;
}

/** Another of the same person, later and over. */
const FOLLOWER = `
  INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, status, issued_at, expires_at, source)
  SELECT organization_id, user_id, certification_type_id, replace(certificate_number, '-2025-', '-2026-'), 'expired',
    '2026-01-01', '2026-02-01', 'import'
  FROM certifications WHERE organization_id = $1`;

describe("a migration override", () => {
  const pairs = certificationStatuses.flatMap((from) => overrideStates.map((to) => [from, to] as const));

  test.each(pairs)("takes %s to %s, audited, and with all that belongs to the state", async (from, to) => {
    const id = await inState(from);
    if (to === "superseded" && from !== "superseded") await life.rows(FOLLOWER);
    const changes = { state: to, ...(to === "expired" ? over : dates), reason: "Overført feil" };
    await life.override(NOW, id, changes, operator);
    const row = await life.stored(id);
    expect(row.status).toBe(to === "valid" ? "active" : to);
    expect(row.revocation_reason).toBe(to === "revoked" ? "Overført feil" : null);
    expect(row.renewed_by_id !== null).toBe(to === "superseded" || (from === "superseded" && to !== "valid"));
    expect((await life.events(id)).at(-1)).toBe("overridden");
  });

  test("is in the audit log with who, what was, what is and why; other systems are told and the holder is not", async () => {
    const id = await inState("revoked");
    const before = await life.notices();
    await life.override(NOW, id, { state: "valid", ...dates, reason: "Feil person trakk den" }, operator);
    const [entry] = await life.rows(
      "SELECT * FROM audit_log WHERE organization_id = $1 AND action = 'certification.overridden'",
    );
    expect(entry).toMatchObject({
      actor_role: "global_admin",
      actor_user_id: operator.actor.kind === "user" ? operator.actor.userId : "",
      before: { status: "revoked" },
      after: { status: "active", reason: "Feil person trakk den" },
    });
    expect(await life.notices()).toEqual(before);
    expect(await life.rows("SELECT FROM evaluation_requests WHERE organization_id = $1")).not.toHaveLength(0);
  });

  test("makes what is valid again be warned of like any other", async () => {
    const id = await inState("expired");
    await life.override(
      NOW,
      id,
      { state: "valid", issuedOn: "2025-03-01", expiresOn: "2026-06-20" },
      operator,
    );
    expect(await sweepCertifications(life.at(NOW, life.ctx))).toEqual({ warned: 1, expired: 0 });
    expect((await life.stored(id)).status).toBe("expiring_soon");
  });
});

describe("a migration override is refused", () => {
  const actors: Record<string, () => Promise<Actor>> = {
    "a mentor": async () => life.mentor.ctx.actor,
    "a coordinator": async () => life.coordinator.ctx.actor,
    "an org admin": async () => (await createTestMember(database, life.ctx, { role: "org_admin" })).ctx.actor,
    "the command line": async () => ({ kind: "command" }),
    "a job": async () => ({ kind: "system" }),
    "another system": async () => ({
      kind: "api_key",
      keyId: crypto.randomUUID(),
      name: "App",
      scopes: ["certifications:read"],
    }),
  };

  test.each(Object.keys(actors))("to %s", async (who) => {
    const id = await inState("revoked");
    const before = await life.stored(id);
    const actor = await actors[who]?.();
    if (!actor) throw new Error("Somebody asks");
    const asking = { ...life.ctx, actor };
    await expect(
      overrideCertification(
        asking,
        overrideInput.parse({
          id,
          state: "valid",
          ...dates,
          reason: "x",
          seenIssuedAt: before.issued_at.toISOString(),
          seenExpiresAt: before.expires_at.toISOString(),
          seenStatus: "revoked",
          confirmation: before.certificate_number,
        }),
      ),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await life.stored(id)).toEqual(before);
  });

  test.each([
    [
      "without the number",
      { confirmation: "NHF-2026-99999" },
      "confirmation",
      "certificateLife.confirmationDiffers",
    ],
    ["as valid with an end that is over", over, "expiresOn", "certificateLife.validNeedsEnd"],
    ["as expired before its end", { state: "expired" }, "expiresOn", "certificateLife.expiredNeedsEnd"],
    ["as superseded by nothing", { state: "superseded" }, "state", "certifications.successorNeeded"],
    ["into another year", { issuedOn: "2024-12-31" }, "issuedOn", "certificateLife.yearStays"],
    ["into the future", { issuedOn: "2026-06-02" }, "issuedOn", "certifications.inTheFuture"],
    [
      "to end before it began",
      { state: "revoked", expiresOn: "2025-08-31" },
      "expiresOn",
      "certifications.expiresBeforeIssue",
    ],
  ])("%s", async (_, changes, field, key) => {
    const id = await inState("revoked");
    const before = await life.stored(id);
    await expect(
      life.override(NOW, id, { state: "valid", ...dates, ...changes }, operator),
    ).rejects.toMatchObject({ code: "invalid", fields: { [field]: { key } } });
    expect(await life.stored(id)).toEqual(before);
  });

  test("where the holder has another valid one, for one's own, and when somebody was faster", async () => {
    const id = await inState("revoked");
    await life.issue("2026-05-01");
    await expect(life.override(NOW, id, { state: "valid", ...dates }, operator)).rejects.toMatchObject({
      code: "conflict",
      fields: { state: { key: "certificateLife.anotherIsValid" } },
    });
    await expect(
      life.override(NOW, id, { state: "valid", ...dates, seenStatus: "expired" }, operator),
    ).rejects.toMatchObject({ text: { key: "certificateLife.changedMeanwhile" } });
    const own: Ctx = {
      ...operator,
      actor: { kind: "user", userId: life.mentor.userId, role: "global_admin", name: "Gro" },
    };
    await expect(life.override(NOW, id, { state: "valid", ...dates }, own)).rejects.toMatchObject({
      text: { key: "certificateLife.ownOverride" },
    });
  });

  test("for a certificate of another organisation", async () => {
    const id = await inState("revoked");
    const elsewhere = await (await certificateLife(database)).globalAdmin();
    await expect(life.override(NOW, id, { state: "valid", ...dates }, elsewhere)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
