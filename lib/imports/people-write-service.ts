import { actorUserId } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { columnar, columnarSource } from "@/lib/imports/columnar";
import type { Change, KnownPerson, PersonRow, PersonState } from "@/lib/imports/people-rows";
import type { Run } from "@/lib/imports/run-service";

/** People of the organisation as an import sees them, held until the transaction ends; `m` is their membership. */
export function lockPeople(tx: Tx, organizationId: string, condition: Prisma.Sql): Promise<KnownPerson[]> {
  return tx.$queryRaw<KnownPerson[]>`
    SELECT m.id, m.user_id AS "userId", m.external_ref AS "externalRef", m.display_name AS name, m.email, m.role::text AS role,
      m.joined_on::text AS "joinedOn",
      ARRAY(SELECT g.key FROM group_members gm JOIN groups g ON g.organization_id = gm.organization_id AND g.id = gm.group_id
            WHERE gm.organization_id = m.organization_id AND gm.user_id = m.user_id ORDER BY g.key COLLATE "C") AS groups
    FROM memberships m WHERE m.organization_id = ${organizationId}::uuid AND (${condition})
    ORDER BY m.id FOR NO KEY UPDATE OF m`;
}

/** New people with new accounts (create_accounts), set by set; answers their user ids. */
export async function createPeople(
  { tx, ctx, importId }: Run,
  rows: readonly PersonRow[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const names = ["person", "name", "email", "role", "joined_on"];
  const made = await tx.$queryRawUnsafe<{ userId: string; person: string }[]>(
    `WITH given AS MATERIALIZED (
       SELECT *, row_number() OVER () AS ord FROM ${columnarSource(3, names)}
     ), accounts AS MATERIALIZED (
       SELECT * FROM create_accounts((SELECT array_agg(email ORDER BY ord) FROM given), (SELECT array_agg(name ORDER BY ord) FROM given))
     )
     INSERT INTO memberships (organization_id, import_id, user_id, external_ref, display_name, email, role, joined_on)
     SELECT $1::uuid, $2::uuid, user_id, person, name, email, coalesce(role, 'peer_mentor')::membership_role, joined_on::date
     FROM given JOIN accounts USING (ord)
     RETURNING user_id AS "userId", external_ref AS person`,
    ctx.organization.id,
    importId,
    ...columnar(rows, [
      (row) => row.person,
      (row) => row.name,
      (row) => row.email,
      (row) => row.role,
      (row) => row.joinedOn,
    ]),
  );
  const userOf = new Map(made.map(({ userId, person }) => [person, userId]));
  const groups = rows.flatMap((row) => {
    const userId = userOf.get(row.person);
    return userId && row.groups?.length ? [{ userId, groups: row.groups }] : [];
  });
  await setGroups(tx, ctx.organization.id, groups);
  return made.map(({ userId }) => userId);
}

/** Writes what is new about people who are here, with their former state for the undoing. */
export async function updatePeople({ tx, ctx, importId }: Run, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const own = changes.find(
    ({ known, after }) => known.userId === actorUserId(ctx) && known.role !== after.role,
  );
  if (own) throw new AppError("conflict", msg("imports.ownRole", { line: own.line }));
  await writeStates(
    tx,
    ctx.organization.id,
    changes.map(({ known, after }) => ({ id: known.id, userId: known.userId, before: known, after })),
  );
  const rows = changes.map(({ line, known, after }) => {
    const { id, userId, ...before } = known;
    return { line, subject_id: id, before, after };
  });
  await tx.$executeRaw`
    INSERT INTO import_rows (organization_id, import_id, line, outcome, subject_id, before, after)
    SELECT ${ctx.organization.id}::uuid, ${importId}::uuid, line, 'updated', subject_id, before, after
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      AS r (line integer, subject_id uuid, before jsonb, after jsonb)`;
}

type StateChange = Readonly<{ id: string; userId: string; before: PersonState; after: PersonState }>;

/** Makes these people what `after` says; an account that nobody uses yet follows a new e-mail. */
export async function writeStates(
  tx: Tx,
  organizationId: string,
  changes: readonly StateChange[],
): Promise<void> {
  const names = ["id", "person", "name", "email", "role", "joined_on"];
  await tx.$executeRawUnsafe(
    `UPDATE memberships m SET external_ref = person, display_name = name, email = given.email,
       role = given.role::membership_role, joined_on = given.joined_on::date
     FROM ${columnarSource(2, names)} WHERE m.organization_id = $1::uuid AND m.id = given.id::uuid`,
    organizationId,
    ...columnar(changes, [
      (change) => change.id,
      ({ after }) => after.externalRef,
      ({ after }) => after.name,
      ({ after }) => after.email,
      ({ after }) => after.role,
      ({ after }) => after.joinedOn,
    ]),
  );
  const moved = changes
    .filter(({ before, after }) => before.email !== after.email)
    .map(({ userId }) => userId);
  if (moved.length > 0) {
    await tx.$executeRaw`SELECT count(follow_member_email(moved.id)) FROM unnest(${moved}::uuid[]) AS moved (id)`;
  }
  await setGroups(
    tx,
    organizationId,
    changes.map(({ userId, after }) => ({ userId, groups: after.groups })),
  );
}

type Membership = Readonly<{ userId: string; groups: readonly string[] }>;

/** These people are in exactly these groups; a group nobody has heard of is made. */
async function setGroups(tx: Tx, organizationId: string, members: readonly Membership[]): Promise<void> {
  if (members.length === 0) return;
  const users = members.map(({ userId }) => userId);
  const pairs = JSON.stringify(
    members.flatMap(({ userId, groups }) => groups.map((key) => ({ user_id: userId, key }))),
  );
  await tx.$executeRaw`
    INSERT INTO groups (organization_id, key, name)
    SELECT DISTINCT ${organizationId}::uuid, key, key FROM jsonb_to_recordset(${pairs}::text::jsonb) AS r (key text)
    ON CONFLICT ON CONSTRAINT groups_key_unique DO NOTHING`;
  await tx.$executeRaw`
    DELETE FROM group_members gm USING groups g
    WHERE gm.organization_id = ${organizationId}::uuid AND gm.user_id = ANY(${users}::uuid[])
      AND g.organization_id = gm.organization_id AND g.id = gm.group_id
      AND (gm.user_id, g.key) NOT IN (SELECT user_id, key FROM jsonb_to_recordset(${pairs}::text::jsonb) AS r (user_id uuid, key text))`;
  await tx.$executeRaw`
    INSERT INTO group_members (organization_id, group_id, user_id)
    SELECT ${organizationId}::uuid, g.id, r.user_id
    FROM jsonb_to_recordset(${pairs}::text::jsonb) AS r (user_id uuid, key text)
    JOIN groups g ON g.organization_id = ${organizationId}::uuid AND g.key = r.key
    ON CONFLICT ON CONSTRAINT group_members_unique DO NOTHING`;
}
