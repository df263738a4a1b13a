import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** A table of what people did or hold, and the column that names the person. All of it by an alias `f`. */
export type PersonTable =
  | "activities.user_id"
  | "referrals.referrer_user_id"
  | "earned_badges.user_id"
  | "certifications.user_id";

type Wanted = Readonly<{
  table: PersonTable;
  /** On `f` alone. */
  conditions: readonly Prisma.Sql[];
  /** `ORDER BY … LIMIT …` on `f`, in the order of an index. */
  orderAndLimit: Prisma.Sql;
  /** A text to be found in a person's name, e-mail or reference, … */
  q?: string | undefined;
  /** … or else by this condition on `f`. */
  orElse?: Prisma.Sql | undefined;
}>;

/** So many people are looked up one by one; where more match, the next page is near in the table's own order. */
const FEW = 500;

/** Matches a text anywhere, without the wildcards somebody may have typed. */
const contains = (q: string) => `%${q.replace(/[\\%_]/g, "\\$&")}%`;

function matching({ organization }: Ctx, q: string): Prisma.Sql {
  const like = contains(q);
  return Prisma.sql`SELECT user_id FROM memberships WHERE organization_id = ${organization.id}::uuid
    AND (display_name ILIKE ${like} OR email ILIKE ${like} OR external_ref ILIKE ${like})`;
}

/**
 * One page of the table as `f`, before anything is joined to it: the planner does not know how large an organisation
 * is, and would otherwise join and sort all of it for fifty rows. A text is looked for among the people first.
 */
export async function onePage(tx: Tx, ctx: Ctx, wanted: Wanted): Promise<Prisma.Sql> {
  const { conditions, orderAndLimit, q, orElse } = wanted;
  const [table = "", person = ""] = wanted.table.split(".").map((name) => Prisma.raw(name));
  const ours = Prisma.sql`f.organization_id = ${ctx.organization.id}::uuid`;
  const all = Prisma.join([ours, ...conditions], " AND ");
  const rows = (condition: Prisma.Sql, columns = Prisma.sql`f.*`) =>
    Prisma.sql`(SELECT ${columns} FROM ${table} f WHERE ${all} AND ${condition} ${orderAndLimit})`;
  if (!q) return Prisma.sql`${rows(Prisma.sql`true`)} f`;

  const people = await tx.$queryRaw<{ user_id: string }[]>`${matching(ctx, q)} LIMIT ${FEW + 1}`;
  const also = orElse ?? Prisma.sql`false`;
  if (people.length > FEW) {
    return Prisma.sql`${rows(Prisma.sql`(f.${person} IN (${matching(ctx, q)}) OR ${also})`)} f`;
  }
  const ids = people.map(({ user_id }) => user_id);
  const id = Prisma.sql`f.id`;
  return Prisma.sql`(SELECT f.* FROM ${table} f WHERE ${ours} AND f.id IN (
    SELECT found.id FROM unnest(${ids}::uuid[]) one (person)
      CROSS JOIN LATERAL ${rows(Prisma.sql`f.${person} = one.person`, id)} found
    UNION ${rows(also, id)}) ${orderAndLimit}) f`;
}

type Counted = Omit<Wanted, "orderAndLimit"> & Readonly<{ atMost: number }>;

/** How many rows match; `atMost + 1` means more than that, and no more are counted. */
export async function countMatching(tx: Tx, ctx: Ctx, { atMost, ...wanted }: Counted): Promise<number> {
  const all = await onePage(tx, ctx, { ...wanted, orderAndLimit: Prisma.sql`LIMIT ${atMost + 1}` });
  const [row] = await tx.$queryRaw<[{ count: number }]>`SELECT count(*)::int AS count FROM ${all}`;
  return row.count;
}

/** The name of a row's person. By itself for each of the fifty rows, so that it is always looked up by its key. */
export const personOf = ({ table }: Pick<Wanted, "table">): Prisma.Sql => Prisma.sql`
  CROSS JOIN LATERAL (SELECT m.display_name FROM memberships m WHERE m.organization_id = f.organization_id
    AND m.user_id = f.${Prisma.raw(table.split(".")[1] ?? "")} LIMIT 1) m`;
