import { randomUUID } from "node:crypto";
import { dayOf } from "@/lib/badges/rules";
import { correctCertification } from "@/lib/certifications/correction-service";
import { correctionInput, overrideInput, renewalInput } from "@/lib/certifications/life-schema";
import { overrideCertification } from "@/lib/certifications/override-service";
import { getCertification } from "@/lib/certifications/queries";
import { renewCertification } from "@/lib/certifications/renewal-service";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification, revokeCertification } from "@/lib/certifications/service";
import type { Ctx } from "@/lib/context";
import { createTestCertificationType } from "@/lib/testing/certifications";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

type Wanted = Readonly<{ timeZone?: string; validityMonths?: number | null }>;

/** What stands in the database afterwards. */
function readings(database: TestDatabase, ctx: Ctx) {
  const rows = async <Row = Record<string, unknown>>(sql: string): Promise<Row[]> =>
    (await database.everything.query(sql, [ctx.organization.id])).rows as Row[];
  const stored = async (id: string) =>
    (await database.everything.query("SELECT * FROM certifications WHERE id = $1", [id])).rows[0];
  /** What was recorded about a certificate, in order. */
  const events = async (id: string): Promise<string[]> =>
    (
      await database.everything.query("SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY seq", [id])
    ).rows.map(({ action }) => action.replace("certification.", ""));
  const notices = async (): Promise<string[]> =>
    (
      await rows<{ kind: string }>(
        "SELECT kind FROM notifications WHERE organization_id = $1 ORDER BY created_at, kind::text",
      )
    ).map(({ kind }) => kind);
  return { rows, stored, events, notices };
}

/** Somebody from outside who may act everywhere. */
async function globalAdmin(database: TestDatabase, ctx: Ctx): Promise<Ctx> {
  const { rows } = await database.everything.query(
    "INSERT INTO users (name, is_global_admin) VALUES ('Gro', true) RETURNING id",
  );
  return { ...ctx, actor: { kind: "user", userId: rows[0].id, role: "global_admin", name: "Gro" } };
}

type At = (moment: string, who?: Ctx) => Ctx;

/** What is changed by the forms that send along what was seen. */
function byForm(at: At) {
  const daysOf = async (moment: string, id: string) => {
    const { issuedAt, expiresAt, status, certificateNumber } = await getCertification(at(moment), { id });
    return {
      id,
      issuedOn: dayOf(issuedAt, at(moment).organization.timeZone).toString(),
      seenIssuedAt: issuedAt.toISOString(),
      seenExpiresAt: expiresAt?.toISOString(),
      seenStatus: status,
      confirmation: certificateNumber,
      reason: "Skrevet feil",
    };
  };
  /** What a form would send that was opened at this moment. */
  const correction = async (moment: string, id: string, changes: object) => {
    const { seenStatus: _, confirmation: __, ...days } = await daysOf(moment, id);
    return correctionInput.parse({ ...days, ...changes });
  };
  const correct = async (moment: string, id: string, changes: object, who?: Ctx) =>
    correctCertification(at(moment, who), await correction(moment, id, changes));
  const override = async (moment: string, id: string, changes: object, who: Ctx) =>
    overrideCertification(
      at(moment, who),
      overrideInput.parse({ ...(await daysOf(moment, id)), ...changes }),
    );
  return { correction, correct, override };
}

/** An organisation with a type, a coordinator and a mentor, and everything that can be done with a certificate at a moment. */
export async function certificateLife(database: TestDatabase, { timeZone, validityMonths }: Wanted = {}) {
  const ctx = await createTestOrganization(database, timeZone ? { timeZone } : {});
  const type = await createTestCertificationType(database, ctx, { validityMonths });
  const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  const mentor = await createTestMember(database, ctx);

  /** Noon of a day in UTC, or an exact moment. */
  const at = (moment: string, who: Ctx = coordinator.ctx): Ctx => ({
    ...who,
    asOf: new Date(moment.includes("T") ? moment : `${moment}T12:00:00Z`),
  });
  const issue = (moment: string, changes: object = {}) =>
    issueCertification(
      at(moment),
      issueInput.parse({
        userId: mentor.userId,
        certificationTypeId: type,
        idempotencyKey: randomUUID(),
        ...changes,
      }),
    );
  const renew = (moment: string, id: string, changes: object = {}, who: Ctx = coordinator.ctx) =>
    renewCertification(at(moment, who), renewalInput.parse({ id, idempotencyKey: randomUUID(), ...changes }));
  const revoke = (moment: string, id: string, reason = "Gitt ved en feil") =>
    revokeCertification(at(moment), { id, reason });
  const seen = (moment: string, id: string) => getCertification(at(moment), { id });

  return {
    ctx,
    type,
    coordinator,
    mentor,
    at,
    issue,
    renew,
    revoke,
    seen,
    ...byForm(at),
    globalAdmin: () => globalAdmin(database, ctx),
    ...readings(database, ctx),
  };
}

export type CertificateLife = Awaited<ReturnType<typeof certificateLife>>;
