import type { Role } from "@/lib/auth/policy";
import type { Ctx, Module, Organization } from "@/lib/context";
import type { TestDatabase } from "@/lib/testing/database";

const ALL_MODULES: readonly Module[] = [
  "achievements_gamification",
  "recognition_tiers",
  "certifications",
  "open_badges",
];

type Wanted = Partial<Omit<Organization, "id">> & Readonly<{ modules?: readonly Module[] }>;

let made = 0;

/** A new organisation with all modules on, as the worker sees it. Slug and prefix are new ones unless given. */
export async function createTestOrganization(
  database: Pick<TestDatabase, "everything">,
  { modules = ALL_MODULES, ...wanted }: Wanted = {},
): Promise<Ctx> {
  made += 1;
  const organization: Omit<Organization, "id"> = {
    slug: `test-${made}`,
    name: `Test ${made}`,
    locale: "nb",
    timeZone: "Europe/Oslo",
    certificatePrefix: `T${made}`.padEnd(3, "X"),
    expiryWarningDays: 30,
    ...wanted,
  };
  const { rows } = await database.everything.query<{ id: string }>(
    `INSERT INTO organizations (slug, name, locale, time_zone, certificate_prefix, expiry_warning_days)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [
      organization.slug,
      organization.name,
      organization.locale,
      organization.timeZone,
      organization.certificatePrefix,
      organization.expiryWarningDays,
    ],
  );
  const id = rows[0]?.id ?? "";
  await database.everything.query(
    "INSERT INTO organization_modules (organization_id, module) SELECT $1, unnest($2::module[])",
    [id, modules],
  );
  return {
    organization: { id, ...organization },
    modules: new Set(modules),
    actor: { kind: "system" },
  };
}

type Person = Readonly<{
  role?: Exclude<Role, "global_admin">;
  name?: string;
  email?: string;
  externalRef?: string;
}>;

/** A person of the organisation with an account of their own; `ctx` is the organisation as they act in it. */
export async function createTestMember(
  database: Pick<TestDatabase, "everything">,
  { organization, modules }: Ctx,
  { role = "peer_mentor", name, email, externalRef }: Person = {},
): Promise<{ userId: string; membershipId: string; name: string; ctx: Ctx }> {
  made += 1;
  const displayName = name ?? `Person ${made}`;
  const { rows } = await database.everything.query<{ user_id: string; id: string }>(
    `WITH account AS (INSERT INTO users (name, email) VALUES ($2, $4) RETURNING id)
     INSERT INTO memberships (organization_id, user_id, role, display_name, email, external_ref)
     SELECT $1, id, $3::membership_role, $2, $4, $5 FROM account RETURNING user_id, id`,
    [organization.id, displayName, role, email ?? null, externalRef ?? null],
  );
  const { user_id: userId = "", id: membershipId = "" } = rows[0] ?? {};
  return {
    userId,
    membershipId,
    name: displayName,
    ctx: { organization, modules, actor: { kind: "user", userId, role, name: displayName } },
  };
}
