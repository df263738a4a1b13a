import { randomUUID } from "node:crypto";
import { type ImportedOutcome, ImportPlan, type New, type Row } from "@/lib/certifications/import-plan";
import type { ImportedCertification } from "@/lib/certifications/import-schema";
import { raiseCounter } from "@/lib/certifications/number-service";
import { numberParts } from "@/lib/certifications/rules";
import { certificationTypeInput } from "@/lib/certifications/schema";
import { holdTypes } from "@/lib/certifications/write-service";
import { authorize, type Ctx, may, requireModule } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

/**
 * Takes over certificates with the numbers and dates an older system gave them, in the caller's transaction: no
 * notification, source `import`, the counters raised behind the highest number of each year. A bad row is answered
 * with its column and reason and never stops the good ones; a number that is there already with the same holder,
 * kind and date of issue is `unchanged`. A kind that nobody made yet is made from its code, out of use until somebody
 * has looked at it, where the importer may make kinds; otherwise its rows are refused.
 */
export async function importCertifications(
  tx: Tx,
  ctx: Ctx,
  now: Date,
  rows: readonly ImportedCertification[],
  importId: string | null = null,
): Promise<ImportedOutcome[]> {
  authorize(ctx, "certifications:issue");
  requireModule(ctx, "certifications");
  const types = await typesOf(tx, ctx);
  await holdTypes(
    tx,
    ctx,
    rows.flatMap(({ type }) => types.get(type) ?? []),
  );
  const newTypes = may(ctx, "certification_types:write")
    ? unknownTypes(rows, types)
    : new Map<string, string>();
  const plan = new ImportPlan(ctx, now, new Map([...types, ...newTypes]), await existingOf(tx, ctx, rows));
  const outcomes = new Map<number, ImportedOutcome>();
  // Oldest first: a superseded certificate needs its successor, the one valid certificate is the latest.
  for (const row of rows.toSorted((a, b) => a.issuedAt.getTime() - b.issuedAt.getTime())) {
    outcomes.set(row.line, plan.take(row));
  }
  for (const refused of plan.withoutSuccessor()) outcomes.set(refused.line, refused);
  const made = await makeTypes(tx, ctx, newTypes, plan.created);
  await write(tx, ctx, plan.created, importId);
  return rows.flatMap((row) => {
    const outcome = outcomes.get(row.line);
    if (outcome?.outcome !== "created" || !made.delete(row.type)) return outcome ?? [];
    return { ...outcome, newType: row.type };
  });
}

/** Ids for the codes that are none's yet, where they can be one. */
function unknownTypes(
  rows: readonly ImportedCertification[],
  types: ReadonlyMap<string, string>,
): Map<string, string> {
  const codes = new Set(rows.map(({ type }) => type).filter((code) => !types.has(code)));
  const possible = [...codes].filter((code) => certificationTypeInput.shape.code.safeParse(code).success);
  return new Map(possible.map((code) => [code, randomUUID()]));
}

/** Makes the kinds that certificates are really written for, and answers their codes. */
async function makeTypes(
  tx: Tx,
  ctx: Ctx,
  newTypes: ReadonlyMap<string, string>,
  created: readonly New[],
): Promise<Set<string>> {
  const used = new Set(created.map(({ typeId }) => typeId));
  const made = [...newTypes].filter(([, id]) => used.has(id));
  const organizationId = ctx.organization.id;
  await tx.certificationType.createMany({
    data: made.map(([code, id]) => ({ id, organizationId, code, name: code, isActive: false })),
  });
  for (const [code, id] of made) {
    const subject = { type: "certification_type", id };
    await record(tx, ctx, "certification_type.created", subject, {
      after: { code, name: code, isActive: false },
    });
  }
  return new Set(made.map(([code]) => code));
}

async function write(tx: Tx, ctx: Ctx, created: readonly New[], importId: string | null): Promise<void> {
  if (created.length === 0) return;
  await raiseCounters(tx, ctx, created);
  await tx.certification.createMany({
    data: created.map(({ line: _, typeId, reason, ...row }) => ({
      ...row,
      organizationId: ctx.organization.id,
      certificationTypeId: typeId,
      revocationReason: reason,
      source: "import" as const,
      importId,
    })),
  });
  await requestEvaluation(
    tx,
    ctx,
    created.map((row) => row.userId),
    "certification",
  );
  const subject = { type: "certifications", id: importId };
  const after = { count: created.length, numbers: created.slice(0, 100).map((row) => row.certificateNumber) };
  await record(tx, ctx, "certifications.imported", subject, { after });
}

async function raiseCounters(tx: Tx, ctx: Ctx, created: readonly New[]): Promise<void> {
  const highest = new Map<number, number>();
  for (const { certificateNumber } of created) {
    const parts = numberParts(certificateNumber);
    if (parts) highest.set(parts.year, Math.max(highest.get(parts.year) ?? 0, parts.sequence));
  }
  // In the order of the years, so that two imports cannot wait for each other.
  for (const [year, sequence] of [...highest].sort(([a], [b]) => a - b)) {
    await raiseCounter(tx, ctx, year, sequence);
  }
}

async function typesOf(tx: Tx, { organization }: Ctx): Promise<Map<string, string>> {
  const types = await tx.certificationType.findMany({
    where: { organizationId: organization.id },
    select: { id: true, code: true },
  });
  return new Map(types.map(({ id, code }) => [code, id]));
}

/** Every certificate of the people in the file: what could be in the way of a row. */
function existingOf(tx: Tx, { organization }: Ctx, rows: readonly ImportedCertification[]): Promise<Row[]> {
  const people = [...new Set(rows.map(({ userId }) => userId))];
  const numbers = rows.map(({ certificateNumber }) => certificateNumber);
  return tx.$queryRaw<Row[]>`
    SELECT id, user_id AS "userId", certification_type_id AS "typeId", certificate_number AS "certificateNumber",
      status::text AS status, issued_at AS "issuedAt", expires_at AS "expiresAt"
    FROM certifications WHERE organization_id = ${organization.id}::uuid
      AND (user_id = ANY(${people}::uuid[]) OR certificate_number = ANY(${numbers}::text[]))`;
}
