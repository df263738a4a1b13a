import { type ApiScope, can, type Permission, type Role, scopesAllow } from "@/lib/auth/policy";
import { AppError, msg, notFound } from "@/lib/errors";

export type Locale = "nb" | "nn" | "en";
export type Module = "achievements_gamification" | "recognition_tiers" | "certifications" | "open_badges";

export type Organization = Readonly<{
  id: string;
  slug: string;
  name: string;
  locale: Locale;
  /** IANA name; decides what a day, a week, a month, a quarter and a year are. */
  timeZone: string;
  certificatePrefix: string;
  /** Default warning window of certificates, in days. */
  expiryWarningDays: number;
}>;

export type Actor =
  | Readonly<{ kind: "user"; userId: string; role: Role; name: string }>
  /** Another system, by a key that an administrator made for it. */
  | Readonly<{ kind: "api_key"; keyId: string; name: string; scopes: readonly ApiScope[] }>
  /** A job of the worker. */
  | Readonly<{ kind: "system" }>
  /** The operator at the command line. */
  | Readonly<{ kind: "command" }>;

/** Who acts, in which organisation: the first argument of every query and service. */
export type Ctx = Readonly<{
  organization: Organization;
  modules: ReadonlySet<Module>;
  actor: Actor;
  /** Replaces the database's clock for this call; for replays and tests. */
  asOf?: Date;
}>;

/**
 * Jobs and the operator's command line may do everything inside their organisation; people what their role allows,
 * and another system what the scopes of its key allow.
 */
export function may({ actor }: Ctx, permission: Permission): boolean {
  if (actor.kind === "user") return can(actor.role, permission);
  if (actor.kind === "api_key") return scopesAllow(actor.scopes, permission);
  return true;
}

/** Passes or throws `forbidden`. */
export function authorize(ctx: Ctx, permission: Permission): void {
  if (may(ctx, permission)) return;
  throw new AppError("forbidden", msg("forbidden"));
}

/** Seed 000 module_toggle_gate: with the module off its pages, evaluation and API answer as if they did not exist. */
export function requireModule(ctx: Ctx, module: Module): void {
  if (!ctx.modules.has(module)) throw notFound("module");
}

/** The acting person's account, or null for a job, the command line or another system. */
export const actorUserId = (ctx: Ctx): string | null => (ctx.actor.kind === "user" ? ctx.actor.userId : null);

/** The key another system acts by, or null for everybody else. */
export const actorApiKeyId = (ctx: Ctx): string | null =>
  ctx.actor.kind === "api_key" ? ctx.actor.keyId : null;
