import type { Permission } from "@/lib/auth/policy";
import type { Ctx, Module } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { type Message, msg } from "@/lib/errors";
import { type Cells, RowRefused } from "@/lib/imports/cells";
import type { Undone } from "@/lib/imports/undone";

/** One import under way, in its transaction. */
export type Run = Readonly<{
  tx: Tx;
  ctx: Ctx;
  now: Date;
  importId: string;
  /** The columns the file has; the others leave what is there as it is. */
  given: ReadonlySet<string>;
  /** Names rows that have no id; shared by the parts of a file that is imported in several transactions. */
  contentId?: (values: readonly unknown[]) => string;
}>;

/** Something to say about one row: why it was not imported, or what is odd about it. */
export type Remark = Readonly<{ line: number; field: string | null; reason: Message }>;

/** What became of some rows; those not counted here were there already, exactly so. */
export type Written = Readonly<{
  created: number;
  updated: number;
  rejected?: readonly Remark[];
  warnings?: readonly Remark[];
  /** Whom to evaluate. */
  people?: readonly string[];
}>;

/** The undoing of one import, in its transaction. */
export type Undoing = Pick<Run, "tx" | "ctx" | "importId">;

export type Key = readonly [field: string, value: string];

export type Reader<Row extends { line: number }> = Readonly<{
  /** Reads one row or throws RowRefused. */
  read(cells: Cells): Row;
  /** What must not occur twice in a file, each under the column where the second one is reported. */
  keys(row: Row): readonly Key[];
  /** Said about a row that is imported all the same. */
  warn?(row: Row): Remark | null;
  /** Writes rows that were read, set by set. */
  write(rows: readonly Row[]): Promise<Written>;
}>;

/** A kind of file: who may import it, and how its rows are read and written. */
export type Kind = Readonly<{
  permission: Permission;
  /** Answers not found while this module is off. */
  module?: Module;
  /** Rows depend on one another across the whole file, so they are written together. */
  takesAllAtOnce?: boolean;
  /** Has the headers of an export, so that one can be read back. */
  isExport?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: each kind has rows of its own, and only it ever looks into them
  prepare(run: Run): Promise<Reader<any>>;
  undo(undoing: Undoing): Promise<Undone>;
}>;

export type PersonFinder = (cells: Cells) => string;

type Lookup = { by_ref: Record<string, string>; by_email: Record<string, string>; nameless: string[] };

/**
 * Finds a person by the `person` column, as an export writes it: the reference they were imported with, or else the
 * e-mail the organisation has for them, or the id of somebody who has neither. Answers the user id, or throws RowRefused.
 */
export async function loadPeople({ tx, ctx }: Run): Promise<PersonFinder> {
  const [row] = await tx.$queryRaw<[Lookup]>`
    SELECT coalesce(json_object_agg(external_ref, user_id) FILTER (WHERE external_ref IS NOT NULL), '{}') AS by_ref,
      coalesce(json_object_agg(email, user_id) FILTER (WHERE email IS NOT NULL), '{}') AS by_email,
      coalesce(json_agg(user_id) FILTER (WHERE external_ref IS NULL AND email IS NULL), '[]') AS nameless
    FROM memberships WHERE organization_id = ${ctx.organization.id}::uuid`;
  const byRef = new Map(Object.entries(row.by_ref));
  const byEmail = new Map(Object.entries(row.by_email));
  const nameless = new Map(row.nameless.map((id) => [id, id]));
  return (cells) => {
    const person = cells.required("person", 254);
    const userId = byRef.get(person) ?? byEmail.get(person.toLowerCase()) ?? nameless.get(person);
    if (userId === undefined) throw new RowRefused("person", msg("imports.unknownPerson"));
    return userId;
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The same for a few people, named by the texts in `named`: the others are not read. Here an id is good for everybody,
 * as whoever reads people by the API learns it.
 */
export async function loadNamedPeople(
  { tx, ctx }: Pick<Run, "tx" | "ctx">,
  named: readonly string[],
): Promise<PersonFinder> {
  const lower = named.map((name) => name.toLowerCase());
  const ids = lower.filter((name) => UUID.test(name));
  const found = await tx.$queryRaw<{ id: string; ref: string | null; email: string | null }[]>`
    SELECT user_id AS id, external_ref AS ref, email FROM memberships
    WHERE organization_id = ${ctx.organization.id}::uuid
      AND (external_ref = ANY(${[...named]}::text[]) OR email = ANY(${lower}::text[]) OR user_id = ANY(${ids}::uuid[]))`;
  const byRef = new Map(found.map(({ ref, id }) => [ref, id]));
  const byEmail = new Map(found.map(({ email, id }) => [email, id]));
  const byId = new Map(found.map(({ id }) => [id, id]));
  return (cells) => {
    const person = cells.required("person", 254);
    const other = person.toLowerCase();
    const userId = byRef.get(person) ?? byEmail.get(other) ?? byId.get(other);
    if (userId === undefined) throw new RowRefused("person", msg("imports.unknownPerson"));
    return userId;
  };
}

/** Answers the id of a course by its code, or throws RowRefused at the column `course`. `codes`: only these are read. */
export async function loadCourses(
  { tx, ctx }: Pick<Run, "tx" | "ctx">,
  codes?: readonly string[],
): Promise<(cells: Cells) => string> {
  const courses = await tx.course.findMany({
    where: { organizationId: ctx.organization.id, ...(codes ? { code: { in: [...codes] } } : {}) },
    select: { id: true, code: true },
  });
  const byCode = new Map(courses.map(({ id, code }) => [code, id]));
  return (cells) => {
    const id = byCode.get(cells.required("course", 100));
    if (id === undefined) throw new RowRefused("course", msg("imports.unknownCourse"));
    return id;
  };
}

/** A word about a row that happened after now: it is imported, and most likely a slip of the pen. */
export const inFuture = ({ now }: Run, line: number, occurredAt: string): Remark | null =>
  occurredAt > now.toISOString() ? { line, field: "occurred_at", reason: msg("imports.inFuture") } : null;
