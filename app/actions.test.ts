import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type * as z from "zod";
import { type FoundAction, findActions, serverFiles, tableOf } from "@/app/actions.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { garbage } from "@/lib/testing/garbage";
import { idOf, plantEverything, tenantTables } from "@/lib/testing/one-of-everything";
import { fieldsOf, sampleInput } from "@/lib/testing/sample-input";

type Session = { userId: string; sessionVersion: number } | null;
const request = vi.hoisted(() => ({ session: null as Session, schemas: [] as unknown[] }));

vi.mock("@/lib/auth/session-cookie", () => ({
  readSession: async () => request.session,
  startSession: async () => undefined,
  endSession: async () => undefined,
}));
// What an action checks its input against is seen where it does so.
vi.mock("@/lib/validation", async (original) => {
  const real = await original<typeof import("@/lib/validation")>();
  const parse = (schema: z.ZodType, raw: unknown) => {
    request.schemas.push(schema);
    return real.parse(schema, raw);
  };
  return { ...real, parse };
});
vi.mock("@/lib/i18n/formats", () => ({ formats: async () => ({ date: String, number: String }) }));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ set: () => undefined, delete: () => undefined }),
}));
vi.mock("next/server", () => ({ after: () => undefined }));
vi.mock("next-intl/server", () => ({
  getLocale: async () => "nb",
  getTranslations: async () => Object.assign((key: string) => key, { has: () => true }),
}));

const actions = await findActions();
const inOrganization = actions.filter((action) => action.inOrganization);
const titled = (some: readonly FoundAction[]) => some.map((action) => [action.title, action] as const);

/** What everybody may do, with what is their own. */
const OF_ONES_OWN = ["account", "backpack", "collection", "inbox", "notifications", "profile"];

let database: TestDatabase;
const people: Record<string, Session> = { nobody: null };

async function addAccount(who: string, organization: string | null, role: string): Promise<void> {
  const { rows } = await database.everything.query(
    "INSERT INTO users (name, is_global_admin) VALUES ($1, $2) RETURNING id",
    [who, role === "global_admin"],
  );
  const userId: string = rows[0].id;
  people[who] = { userId, sessionVersion: 1 };
  if (!organization) return;
  await database.everything.query(
    "INSERT INTO memberships (organization_id, user_id, display_name, role) VALUES ($1, $2, $3, $4::membership_role)",
    [idOf("organizations", organization), userId, who, role],
  );
}

beforeAll(async () => {
  database = await testDatabase();
  for (const [slug, prefix] of [
    ["own", "OWN"],
    ["foreign", "FRGN"],
  ] as const) {
    await plantEverything(database.everything, slug, prefix);
    await addAccount(`administrator of ${slug}`, slug, "org_admin");
  }
  await addAccount("peer mentor", "own", "peer_mentor");
  await addAccount("global administrator", null, "global_admin");
});
afterAll(() => database.close());

/**
 * Everything that is kept, as how many rows a table has and what their texts add up to; counted attempts are kept on
 * purpose. It is read again only where a number of a transaction was given out since: nothing is written without one.
 */
let kept: { upTo: string; contents: Record<string, string> } | undefined;
async function contents(): Promise<Record<string, string>> {
  const upTo = await lastTransaction();
  if (kept?.upTo !== upTo) kept = { upTo, contents: await everyRow() };
  return kept.contents;
}

async function lastTransaction(): Promise<string> {
  const { rows } = await database.everything.query<{ xmax: string }>({
    name: "last",
    text: "SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xmax",
  });
  if (!rows[0]) throw new Error("the server does not say which transaction is the last");
  return rows[0].xmax;
}

let statement: string | undefined;
async function everyRow(): Promise<Record<string, string>> {
  statement ??= await tablesAsSums();
  const { rows } = await database.everything.query({ name: "everything", text: statement });
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}

async function tablesAsSums(): Promise<string> {
  const { rows: tables } = await database.everything.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
     AND relname <> 'rate_limits' ORDER BY 1`,
  );
  const sums = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' rows: ' || sum(hashtextextended(t::text, 0)) AS sum FROM ${name} t`,
  );
  return sums.join(" UNION ALL ");
}

type Outcome = { ok: boolean; error?: { code: string; text: { key: string } }; redirected?: boolean };

async function post({ post, inOrganization }: FoundAction, raw: unknown, who: string, ...org: unknown[]) {
  request.session = people[who] ?? null;
  const [organization] = org.length > 0 ? org : ["own"];
  try {
    return (await (inOrganization ? post(organization, raw) : post(raw))) as Outcome | undefined;
  } catch (error) {
    const { digest } = error as { digest?: string };
    if (digest?.startsWith("NEXT_REDIRECT")) return { ok: true, redirected: true };
    throw error;
  }
}

const mighty = (action: FoundAction) =>
  action.area === "admin" ? "global administrator" : "administrator of own";
const isBug = (outcome?: Outcome) => outcome?.error?.text.key === "system.bug";

/** The schema of its input; none when it looks at none. */
async function schemaOf(action: FoundAction): Promise<z.ZodType | undefined> {
  request.schemas = [];
  await post(action, undefined, mighty(action));
  return request.schemas.at(-1) as z.ZodType | undefined;
}

const ids = (action: FoundAction, organization: string) => (field: string) => {
  const table = tableOf(action, field);
  return table ? idOf(table, organization) : randomUUID();
};

async function sampleOf(
  action: FoundAction,
): Promise<{ schema: z.ZodType; sample: Record<string, unknown> }> {
  const schema = await schemaOf(action);
  if (!schema) throw new Error(`${action.title} looks at no schema`);
  return { schema, sample: sampleInput(schema, ids(action, "own")) };
}

test("every file with server actions is one of those looked at", () => {
  expect(actions.length).toBeGreaterThan(40);
  expect(serverFiles().filter((file) => !/^app\/.*\/actions\.ts$/.test(file))).toEqual([]);
});

describe.each(titled(actions))("%s", (_, action) => {
  test("refuses garbage, is no bug and writes nothing", async () => {
    const schema = await schemaOf(action);
    const takesNothing = !schema || fieldsOf(schema).all.length === 0;
    const before = await contents();
    for (const [name, value] of garbage) {
      // An empty map is as good as an empty object to an action that wants nothing.
      if (takesNothing && schema?.safeParse(value).success) continue;
      const outcome = await post(action, value, mighty(action));
      if (schema) expect(outcome, name).toMatchObject({ ok: false, error: { code: "invalid" } });
      expect(isBug(outcome), name).toBe(false);
    }
    expect(await contents()).toEqual(before);
  });
});

describe.each(titled(inOrganization))("%s", (_, action) => {
  test("finds no organisation in garbage", async () => {
    const { sample } = await sampleOf(action);
    const before = await contents();
    for (const [name, value] of [...garbage, ["a path", "../own"], ["capitals", "OWN"]] as const) {
      const outcome = await post(action, sample, mighty(action), value);
      expect(["invalid", "not_found"], name).toContain(outcome?.error?.code);
    }
    expect(await contents()).toEqual(before);
  });

  test("lets in neither strangers nor people of elsewhere, nor peer mentors to what is not theirs", async () => {
    const { sample } = await sampleOf(action);
    const before = await contents();
    expect((await post(action, sample, "nobody"))?.error?.code).toBe("unauthenticated");
    const foreign = await post(action, sample, "administrator of foreign");
    expect(foreign?.error?.code).toBe("not_found");
    expect(await post(action, sample, "administrator of foreign", "unknown")).toEqual(foreign);
    if (!OF_ONES_OWN.includes(action.area)) {
      expect((await post(action, sample, "peer mentor"))?.error?.code).toBe("forbidden");
    }
    expect(await contents()).toEqual(before);
  });

  test("takes what belongs to another organisation for unknown", async () => {
    const { schema, sample } = await sampleOf(action);
    const before = await contents();
    const fields = fieldsOf(schema).ids.filter((field) => tableOf(action, field));
    const tables = ["users", "organizations", ...(await tenantTables(database.everything))];
    for (const field of fields) {
      const as = (id: string) => ({ ...sample, [field]: Array.isArray(sample[field]) ? [id] : id });
      const unknown = await post(action, as(randomUUID()), mighty(action));
      expect(unknown, field).toMatchObject({ ok: false });
      expect(isBug(unknown), field).toBe(false);
      for (const table of tables) {
        expect(await post(action, as(idOf(table, "foreign")), mighty(action)), table).toEqual(unknown);
      }
    }
    expect(await contents()).toEqual(before);
  });
});

describe.each(titled(actions))("%s", (_, action) => {
  beforeEach(async () => {
    await database.everything.query(
      `UPDATE installation SET issuing_paused_at = NULL, issuing_paused_reason = NULL;
       UPDATE organizations SET is_active = true, issuing_paused_at = NULL, issuing_paused_reason = NULL;
       INSERT INTO organization_modules (organization_id, module)
         SELECT id, unnest(enum_range(NULL::module)) FROM organizations
         ON CONFLICT (organization_id, module) DO UPDATE SET is_enabled = true`,
    );
  });

  /** Every valid input with garbage in one of its fields which the schema lets pass: the rest never gets past the door. */
  async function inputsWithGarbage() {
    const schema = await schemaOf(action);
    if (!schema) return [];
    const sample = sampleInput(schema, ids(action, "own"));
    const inputs = fieldsOf(schema).all.flatMap((field) =>
      garbage.map(([name, value]) => ({ name: `${field}: ${name}`, input: { ...sample, [field]: value } })),
    );
    return inputs.filter(({ input }) => schema.safeParse(input).success);
  }

  test("is no bug with garbage in any one of its fields, and a refusal writes nothing", async () => {
    let before = await contents();
    for (const { name, input } of await inputsWithGarbage()) {
      const outcome = await post(action, input, mighty(action));
      expect(isBug(outcome), name).toBe(false);
      const after = await contents();
      if (!outcome?.ok) expect(after, name).toEqual(before);
      before = after;
    }
  });
});
