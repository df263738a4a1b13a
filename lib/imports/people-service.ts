import { msg } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { type Cells, RowRefused } from "@/lib/imports/cells";
import {
  type Change,
  isSame,
  type KnownPerson,
  type PersonRow,
  type PersonState,
} from "@/lib/imports/people-rows";
import { takeBackPeople } from "@/lib/imports/people-undo-service";
import { createPeople, lockPeople, updatePeople } from "@/lib/imports/people-write-service";
import type { Kind, Remark, Run, Written } from "@/lib/imports/run-service";
import { memberEmail, memberRoles } from "@/lib/people/schema";

const MAX_NAME = 200;
const MAX_GROUPS = 20;
const MAX_GROUP = 100;

/**
 * People by the reference of the system they come from. Somebody who is here without a reference and with the same
 * e-mail is that person. An account of another organisation is neither touched nor revealed.
 */
export const people: Kind = {
  permission: "people:write",
  undo: takeBackPeople,
  async prepare(run) {
    return {
      read: readPerson,
      keys: (row: PersonRow) =>
        row.email === null
          ? [["person", row.person]]
          : [
              ["person", row.person],
              ["email", row.email],
            ],
      write: (rows: readonly PersonRow[]) => writePeople(run, rows),
    };
  },
};

function readPerson(cells: Cells): PersonRow {
  return {
    line: cells.line,
    person: cells.required("person", MAX_NAME),
    name: cells.required("name", MAX_NAME).replace(/\s+/g, " "),
    email: readEmail(cells),
    role: cells.choice("role", memberRoles),
    joinedOn: cells.day("joined_on"),
    groups: readGroups(cells),
  };
}

function readEmail(cells: Cells): string | null {
  const text = cells.text("email", 254);
  if (text === null) return null;
  const parsed = memberEmail.safeParse(text);
  if (!parsed.success) throw new RowRefused("email", msg("imports.notAnEmail"));
  return parsed.data;
}

/** Separated by semicolon or vertical bar, or a JSON list. */
function readGroups(cells: Cells): string[] | null {
  const text = cells.text("groups", MAX_GROUPS * (MAX_GROUP + 3));
  if (text === null) return null;
  const parts = text.startsWith("[") ? jsonTexts(text) : text.split(/[;|]/);
  const groups = [...new Set(parts.map((part) => part.trim()).filter(Boolean))].sort();
  if (groups.length > MAX_GROUPS)
    throw new RowRefused("groups", msg("imports.tooManyGroups", { maximum: MAX_GROUPS }));
  if (groups.some((group) => [...group].length > MAX_GROUP)) {
    throw new RowRefused("groups", msg("imports.tooLong", { maximum: MAX_GROUP }));
  }
  return groups;
}

function jsonTexts(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed) && parsed.every((part) => typeof part === "string")) return parsed;
  } catch {
    // told below, like a list of something else
  }
  throw new RowRefused("groups", msg("imports.notAListOfTexts"));
}

function findKnown({ tx, ctx }: Run, rows: readonly PersonRow[]): Promise<KnownPerson[]> {
  const refs = rows.map(({ person }) => person);
  const emails = rows.flatMap(({ email }) => email ?? []);
  const isNamed = Prisma.sql`m.external_ref = ANY(${refs}::text[]) OR m.email = ANY(${emails}::text[])`;
  return lockPeople(tx, ctx.organization.id, isNamed);
}

/** What a row means beside the people who are here: somebody new, somebody known, or an e-mail of somebody else. */
function recognise(row: PersonRow, known: readonly KnownPerson[]) {
  const holder = row.email === null ? undefined : known.find(({ email }) => email === row.email);
  const named = known.find(({ externalRef }) => externalRef === row.person);
  const person = named ?? (holder?.externalRef === null ? holder : undefined);
  return { person, isTaken: holder !== undefined && holder !== person };
}

async function writePeople(run: Run, rows: readonly PersonRow[]): Promise<Written> {
  const here = lookup(await findKnown(run, rows));
  const created: PersonRow[] = [];
  const changed: Change[] = [];
  const rejected: Remark[] = [];
  for (const row of rows) {
    const { person, isTaken } = recognise(row, here(row));
    if (isTaken) rejected.push({ line: row.line, field: "email", reason: msg("imports.emailTaken") });
    else if (!person) created.push(row);
    else if (!isSame(person, stateAfter(row, person))) {
      changed.push({ line: row.line, known: person, after: stateAfter(row, person) });
    }
  }
  const newcomers = await createPeople(run, created);
  await updatePeople(run, changed);
  const touched = [...newcomers, ...changed.map((change) => change.known.userId)];
  return { created: created.length, updated: changed.length, rejected, people: touched };
}

/** Answers the one or two people a row can be about. */
function lookup(known: readonly KnownPerson[]): (row: PersonRow) => KnownPerson[] {
  const byRef = new Map(known.map((person) => [person.externalRef, person]));
  const byEmail = new Map(known.map((person) => [person.email, person]));
  return (row) => [byRef.get(row.person) ?? [], (row.email && byEmail.get(row.email)) || []].flat();
}

const stateAfter = (row: PersonRow, known: KnownPerson): PersonState => ({
  externalRef: row.person,
  name: row.name,
  email: row.email ?? known.email,
  role: row.role ?? known.role,
  joinedOn: row.joinedOn ?? known.joinedOn,
  groups: row.groups ?? known.groups,
});
