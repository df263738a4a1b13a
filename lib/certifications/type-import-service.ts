import { dayOf } from "@/lib/badges/rules";
import { type ImportedType, importedType, MAX_TYPES } from "@/lib/certifications/type-import-schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";
import { fieldMessages } from "@/lib/validation";

/** A remark about one type of the file, counted from 1. */
export type TypeRemark = Readonly<{ line: number; field: string | null; reason: Message }>;

export type ImportedTypes = Readonly<{
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: readonly TypeRemark[];
}>;

class DryRun extends Error {
  constructor(readonly result: ImportedTypes) {
    super("dry run");
  }
}

type Read = ImportedType & Readonly<{ line: number }>;
type Outcome = "created" | "updated" | "unchanged";

/**
 * Takes types of certificates over by code, in one transaction: new ones are made, known ones changed, equal ones left
 * alone; the design of a known one stays. One that cannot be is reported and stops no other. One that begins to come with
 * a course does so from today, as on the page. `dryRun` says the same and keeps nothing. Throws `invalid` for what is no
 * list, or a longer one than 500.
 */
export async function importCertificationTypes(
  ctx: Ctx,
  given: unknown,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<ImportedTypes> {
  authorize(ctx, "certification_types:write");
  requireModule(ctx, "certifications");
  if (!Array.isArray(given) || given.length > MAX_TYPES) {
    throw new AppError("invalid", msg("issuing.notAList", { maximum: MAX_TYPES }));
  }
  const { types, rejected } = readAll(given);
  try {
    return await inTenant(ctx, async (tx, now) => {
      const courses = await coursesOf(tx, ctx);
      const outcomes: Outcome[] = [];
      for (const type of types) {
        const courseId = type.course === null ? null : courses.get(type.course);
        if (courseId === undefined) rejected.push(remark(type.line, "auto_issue_course", "notFound.course"));
        else outcomes.push(await upsert(tx, ctx, now, { ...type, courseId }));
      }
      const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
      const result = {
        read: given.length,
        created: count("created"),
        updated: count("updated"),
        unchanged: count("unchanged"),
        rejected: rejected.toSorted((a, b) => a.line - b.line),
      };
      if (dryRun) throw new DryRun(result);
      if (result.created + result.updated > 0) {
        await enqueue(tx, "certifications.issue-completed", { organizationId: ctx.organization.id });
      }
      return result;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.result;
    throw error;
  }
}

const remark = (line: number, field: string | null, key: string): TypeRemark => ({
  line,
  field,
  reason: msg(key),
});

function readAll(given: readonly unknown[]): { types: Read[]; rejected: TypeRemark[] } {
  const types: Read[] = [];
  const rejected: TypeRemark[] = [];
  given.forEach((value, index) => {
    const line = index + 1;
    const parsed = importedType.safeParse(value, { reportInput: true });
    if (!parsed.success) {
      const [field = null, reason = msg("field.other")] =
        Object.entries(fieldMessages(parsed.error))[0] ?? [];
      rejected.push({ line, field: field || null, reason });
    } else if (types.some(({ definition }) => definition.code === parsed.data.definition.code)) {
      rejected.push(remark(line, "code", "issuing.codeTwice"));
    } else types.push({ ...parsed.data, line });
  });
  return { types, rejected };
}

async function coursesOf(tx: Tx, { organization }: Ctx): Promise<ReadonlyMap<string, string>> {
  const courses = await tx.course.findMany({
    where: { organizationId: organization.id },
    select: { id: true, code: true },
  });
  return new Map(courses.map(({ id, code }) => [code, id]));
}

const columns = {
  name: true,
  description: true,
  validityMonths: true,
  warningDays: true,
  autoIssueCourseId: true,
  autoIssueSince: true,
  accessScopes: true,
  isActive: true,
} as const;

type Wanted = Read & Readonly<{ courseId: string | null }>;

async function upsert(
  tx: Tx,
  ctx: Ctx,
  now: Date,
  { definition, courseId, isActive }: Wanted,
): Promise<Outcome> {
  const { id: organizationId, timeZone } = ctx.organization;
  const { code, ...rest } = definition;
  await tx.$executeRaw`
    SELECT FROM certification_types WHERE organization_id = ${organizationId}::uuid AND code = ${code} FOR UPDATE`;
  const known = await tx.certificationType.findFirst({
    where: { organizationId, code },
    select: { id: true, ...columns },
  });
  const { id, ...before } = known ?? { id: null };
  const goesOn = known && known.autoIssueCourseId === courseId && known.isActive === isActive;
  const since = goesOn ? known.autoIssueSince : new Date(dayOf(now, timeZone).toString());
  const after = {
    name: rest.name,
    description: rest.description,
    validityMonths: rest.validityMonths ?? null,
    warningDays: rest.warningDays ?? null,
    autoIssueCourseId: courseId,
    autoIssueSince: courseId ? since : null,
    accessScopes: rest.accessScopes,
    isActive,
  };
  if (id === null) {
    const data = { ...after, code, organizationId };
    const created = await tx.certificationType.create({ data, select: { id: true } });
    const subject = { type: "certification_type", id: created.id };
    await record(tx, ctx, "certification_type.created", subject, { after: { code, ...after } });
    return "created";
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return "unchanged";
  await tx.certificationType.updateMany({ where: { organizationId, id }, data: after });
  const subject = { type: "certification_type", id };
  await record(tx, ctx, "certification_type.updated", subject, { before, after });
  return "updated";
}
