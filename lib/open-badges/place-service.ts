import { randomInt } from "node:crypto";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

/** An award or a certificate. */
export type Subject = Readonly<{ kind: "award" | "certificate"; id: string }>;

/** What a subject has as a credential, for good. */
export type Place = Readonly<{ id: string; salt: string; list: number; index: number }>;

/** So many places are tried at once; when all are taken, the list is so full that the next one begins. */
const PICKS = 16;
const MOST_TRIES = 20;

/** The subject's place; null as long as it has none. */
async function findPlace(tx: Tx, { organization }: Ctx, { kind, id }: Subject): Promise<Place | null> {
  const [award, certificate] = kind === "award" ? [id, null] : [null, id];
  const [row] = await tx.$queryRaw<Place[]>`
    SELECT c.id, c.salt, l.number AS list, c.status_list_index AS index
    FROM credentials c JOIN status_lists l ON l.organization_id = c.organization_id AND l.id = c.status_list_id
    WHERE c.organization_id = ${organization.id}::uuid
      AND (c.earned_badge_id = ${award}::uuid OR c.certification_id = ${certificate}::uuid)`;
  return row ?? null;
}

type List = { id: string; number: number; length: number };

async function newestList(tx: Tx, { organization }: Ctx): Promise<List | undefined> {
  const [list] = await tx.$queryRaw<List[]>`
    SELECT id, number, length FROM status_lists WHERE organization_id = ${organization.id}::uuid ORDER BY number DESC LIMIT 1`;
  return list;
}

const addList = (tx: Tx, { organization }: Ctx, number: number) => tx.$executeRaw`
  INSERT INTO status_lists (organization_id, number) VALUES (${organization.id}::uuid, ${number}::integer) ON CONFLICT DO NOTHING`;

/** Takes the first free one of some random places; 0 when somebody was faster, or when all of them are taken. */
function takePlace(tx: Tx, { organization }: Ctx, { kind, id }: Subject, list: List): Promise<number> {
  const [award, certificate] = kind === "award" ? [id, null] : [null, id];
  const picks = Array.from({ length: PICKS }, () => randomInt(list.length));
  return tx.$executeRaw`
    INSERT INTO credentials (organization_id, earned_badge_id, certification_id, status_list_id, status_list_index)
    SELECT ${organization.id}::uuid, ${award}::uuid, ${certificate}::uuid, ${list.id}::uuid, pick
    FROM unnest(${picks}::integer[]) WITH ORDINALITY AS p (pick, nth)
    WHERE NOT EXISTS (SELECT FROM credentials c WHERE c.organization_id = ${organization.id}::uuid
      AND c.status_list_id = ${list.id}::uuid AND c.status_list_index = p.pick)
    ORDER BY nth LIMIT 1
    ON CONFLICT DO NOTHING`;
}

/**
 * The subject's place in a status list: the one it has, or a random free one, given once. Random, so that neighbours in a
 * list say nothing of each other. The caller holds the subject's row, so that it is not revoked meanwhile.
 */
export async function ensurePlace(tx: Tx, ctx: Ctx, subject: Subject): Promise<Place> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const known = await findPlace(tx, ctx, subject);
    if (known) return known;
    const list = await newestList(tx, ctx);
    if (!list) await addList(tx, ctx, 1);
    else if ((await takePlace(tx, ctx, subject, list)) === 0 && !(await findPlace(tx, ctx, subject)))
      await addList(tx, ctx, list.number + 1);
  }
  throw new Error("no free place in a status list was found");
}
