import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { contextOf } from "@/lib/auth/resolved-context";
import { type ResolvedRequest, resolveRequest } from "@/lib/auth/resolved-request";
import { readSession } from "@/lib/auth/session-cookie";
import type { Actor, Ctx, Locale } from "@/lib/context";
import { AppError, msg, notFound } from "@/lib/errors";
import { isStorable } from "@/lib/validation";

/** The signed-in account of this request, whatever the organisation. */
export type Account = Readonly<{
  userId: string;
  name: string;
  locale: Locale | null;
  isGlobalAdmin: boolean;
}>;

/** The session's account together with its place in one organisation; null when the session is no longer good. */
const resolve = cache(async (slug: string): Promise<ResolvedRequest | null> => {
  const session = await readSession();
  if (!session) return null;
  const row = await resolveRequest(session.userId, slug);
  // A role change, a deactivation, a new password or "sign out everywhere" raises the version in the database.
  return row?.session_version === session.sessionVersion ? row : null;
});

/** The organisation in the request's address, so that whatever asks for the account first asks for both at once. */
async function slugOfAddress(): Promise<string> {
  const [, slug = ""] = /^\/o\/([a-z0-9-]+)(?:[/?]|$)/.exec((await headers()).get("x-path") ?? "") ?? [];
  return slug;
}

/** The signed-in account, or null. */
export const currentAccount = cache(async (): Promise<Account | null> => {
  const row = await resolve(await slugOfAddress());
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
  const ctx = contextOf(row);
  if (!ctx) throw notFound("organization");
  return ctx;
});

/** What frames the pages of an organisation: where else the person may go, the stop switches that are on, and what is unread. */
export async function requireFrame(
  slug: string,
): Promise<Pick<ResolvedRequest, "organizations" | "pauses" | "unread">> {
  const row = await resolve(isStorable(slug) ? slug : "");
  if (!row) throw new AppError("unauthenticated", msg("unauthenticated"));
  return row;
}

/** The signed-in global admin as an actor outside of organisations, or `not_found`: others do not learn what is there. */
export const requireGlobalAdmin = cache(async (): Promise<Extract<Actor, { kind: "user" }>> => {
  const { userId, name, isGlobalAdmin } = await requireAccount();
  if (!isGlobalAdmin) throw notFound("page");
  return { kind: "user", userId, name, role: "global_admin" };
});
