import type { CertificationStatus } from "@/lib/certifications/rules";
import { violatedConstraint } from "@/lib/constraints";
import type { Ctx } from "@/lib/context";
import { asPlatform, inTenant } from "@/lib/db";
import { createTestCertificationType } from "@/lib/testing/certifications";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

/** The name of the rule that refused, or what else happened. */
export const refusal = (write: Promise<unknown>) =>
  write.then(
    () => "accepted",
    (error: unknown) => violatedConstraint(error) ?? String(error),
  );

type Row = Record<string, unknown>;

/** Changes of rows past every service, in the four ways there are. */
function writers(ctx: Ctx) {
  const update = (id: string, assignments: string) =>
    `UPDATE certifications SET ${assignments} WHERE id = '${id}'::uuid`;
  const set = (id: string, assignments: string) =>
    inTenant(ctx, (tx) => tx.$executeRawUnsafe(update(id, assignments)));
  const override = "SELECT set_config('app.migration_override', 'on', true)";
  /** As a migration override does it: across organisations, and by name. */
  const setOver = (id: string, assignments: string) =>
    asPlatform(async (tx) => {
      await tx.$queryRawUnsafe(override);
      return tx.$executeRawUnsafe(update(id, assignments));
    }, ctx.organization.id);
  /** By name only, inside the organisation. */
  const setByName = (id: string, assignments: string) =>
    inTenant(ctx, async (tx) => {
      await tx.$queryRawUnsafe(override);
      return tx.$executeRawUnsafe(update(id, assignments));
    });
  /** Across organisations only, without its name. */
  const setAcross = (id: string, assignments: string) =>
    asPlatform((tx) => tx.$executeRawUnsafe(update(id, assignments)), ctx.organization.id);
  return { set, setOver, setByName, setAcross };
}

/** An organisation of its own with a type, a coordinator and a mentor, and ways past every service to its certificates. */
export async function certificateRows(database: TestDatabase) {
  const ctx: Ctx = await createTestOrganization(database);
  const type = await createTestCertificationType(database, ctx);
  const coordinator = (await createTestMember(database, ctx, { role: "coordinator" })).userId;
  const mentor = (await createTestMember(database, ctx)).userId;
  let sequence = 0;

  const row = (changes: Row = {}) => {
    sequence += 1;
    return {
      organization_id: ctx.organization.id,
      user_id: mentor,
      certification_type_id: type,
      certificate_number: `${ctx.organization.certificatePrefix}-2026-${String(sequence).padStart(5, "0")}`,
      issued_at: "2026-03-01T12:00:00Z",
      expires_at: "2027-03-01T12:00:00Z",
      source: "manual",
      issued_by_user_id: coordinator,
      ...changes,
    };
  };
  const imported = (changes: Row) => row({ source: "import", issued_by_user_id: null, ...changes });

  /** As the application's role. Answers the row's id. */
  async function insert(values: Row = row()): Promise<string> {
    const columns = Object.keys(values);
    const sql = `INSERT INTO certifications (${columns}) SELECT ${columns}
      FROM jsonb_populate_record(NULL::certifications, $1::text::jsonb) RETURNING id`;
    const [created] = await inTenant(ctx, (tx) =>
      tx.$queryRawUnsafe<{ id: string }[]>(sql, JSON.stringify(values)),
    );
    return created?.id ?? "";
  }

  /** An imported certificate of each state, and one that has followed it and is over as well. */
  async function inState(status: CertificationStatus): Promise<{ id: string; later: string }> {
    const holder = { user_id: (await createTestMember(database, ctx)).userId };
    const later = await insert(imported({ ...holder, status: "expired" }));
    const companions: Partial<Record<CertificationStatus, Row>> = {
      revoked: {
        revoked_at: "2026-04-01T00:00:00Z",
        revocation_reason: "x",
        revoked_by_user_id: coordinator,
      },
      superseded: { renewed_by_id: later },
    };
    return { id: await insert(imported({ ...holder, status, ...companions[status] })), later };
  }

  /** All that goes with a state, for `set`. */
  function assignmentsFor(to: CertificationStatus, later = ""): string {
    const revocation =
      to === "revoked" ? `now(), '${coordinator}', 'x'` : "NULL::timestamptz, NULL::uuid, NULL::text";
    const successor = to === "superseded" ? `'${later}'` : "NULL";
    return `status = '${to}', renewed_by_id = ${successor}, (revoked_at, revoked_by_user_id, revocation_reason) = (${revocation})`;
  }

  return { ctx, type, coordinator, mentor, row, insert, inState, assignmentsFor, ...writers(ctx) };
}

export type CertificateRows = Awaited<ReturnType<typeof certificateRows>>;
