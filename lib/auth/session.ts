import "server-only";
import { cache } from "react";
import type { Role } from "@/lib/auth/policy";
import { modulesOf } from "@/lib/auth/resolved-modules";
import { readSession } from "@/lib/auth/session-cookie";
import type { Actor, Ctx, Locale, Module } from "@/lib/context";
import { asNobody } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { isStorable } from "@/lib/validation";

/** The signed-in account of this request, whatever the organisation. */
export type Account = Readonly<{
  userId: string;
  name: string;
  locale: Locale | null;
  isGlobalAdmin: boolean;
}>;

type Resolved = {
  name: string;
  locale: Locale | null;
  session_version: number;
  is_global_admin: boolean;
  organization_id: string | null;
  organization_slug: string;
  organization_name: string;
  organization_locale: Locale;
  time_zone: string;
  certificate_prefix: string;
  expiry_warning_days: number;
  role: Exclude<Role, "global_admin"> | null;
  display_name: string | null;
  modules: Module[] | string;
};

/** The session's account together with its place in one organisation; null when the session is no longer good. */
const resolve = cache(async (slug: string): Promise<(Resolved & { userId: string }) | null> => {
  const session = await readSession();
  if (!session) return null;
  const { userId, sessionVersion } = session;
  const [row] = await asNobody(
    (tx) => tx.$queryRaw<Resolved[]>`SELECT * FROM resolve_request(${userId}::uuid, ${slug})`,
  );
  // A role change, a deactivation, a new password or "sign out everywhere" raises the version in the database.
  return row && row.session_version === sessionVersion ? { ...row, userId } : null;
});

/** The signed-in account, or null. */
export const currentAccount = cache(async (): Promise<Account | null> => {
  const row = await resolve("");
  return (
    row && { userId: row.userId, name: row.name, locale: row.locale, isGlobalAdmin: row.is_global_admin }
  );
});

/** The signed-in account, or `unauthenticated`. */
export async function requireAccount(): Promise<Account> {
  const account = await currentAccount();
  if (!account) throw new AppError("unauthenticated", msg("unauthenticated"));
  return account;
}

/**
 * Who acts and in which organisation, resolved once a request. Throws `unauthenticated` without a session;
 * an unknown organisation and a foreign one are both `not_found`.
 */
export const requireContext = cache(async (slug: string): Promise<Ctx> => {
  // What PostgreSQL cannot even be asked for is nobody's address; a session is looked for all the same.
  const row = await resolve(isStorable(slug) ? slug : "");
  if (!row) throw new AppError("unauthenticated", msg("unauthenticated"));
  if (!row.organization_id) throw notFound("organization");
  return {
    organization: {
      id: row.organization_id,
      slug: row.organization_slug,
      name: row.organization_name,
      locale: row.organization_locale,
      timeZone: row.time_zone,
      certificatePrefix: row.certificate_prefix,
      expiryWarningDays: row.expiry_warning_days,
    },
    modules: new Set(modulesOf(row.modules)),
    actor: {
      kind: "user",
      userId: row.userId,
      // A global admin may do everything here, also as an ordinary member; the record then says in which capacity.
      role: row.is_global_admin ? "global_admin" : (row.role ?? "peer_mentor"),
      name: row.display_name ?? row.name,
    },
  };
});

/** The signed-in global admin as an actor outside of organisations, or `not_found`: others do not learn what is there. */
export const requireGlobalAdmin = cache(async (): Promise<Extract<Actor, { kind: "user" }>> => {
  const { userId, name, isGlobalAdmin } = await requireAccount();
  if (!isGlobalAdmin) throw notFound("page");
  return { kind: "user", userId, name, role: "global_admin" };
});
