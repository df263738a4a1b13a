import { deflateRawSync, inflateRawSync } from "node:zlib";
import * as z from "zod";
import {
  type BadgeSummary,
  type CheckResult,
  checkNames,
  credentialKinds,
  reasonCodes,
} from "@/lib/credential-check/rules";
import { decrypt, encrypt, Unreadable } from "@/lib/encryption";

/** What a cookie can hold, less its own name and marks. */
const MOST_CHARACTERS = 3_600;

const text = z.string().nullable();
const kept = z.object({
  valid: z.boolean(),
  outcome: z.enum(["valid", "invalid", "undecided"]),
  kind: z.enum(credentialKinds),
  checks: z.array(
    z.object({
      name: z.enum(checkNames),
      verdict: z.enum(["pass", "fail", "not_checked"]),
      code: z.enum(reasonCodes),
      values: z.record(z.string(), z.string()),
    }),
  ),
  badge: z
    .object({
      id: text,
      name: text,
      description: text,
      achievementType: text,
      criteria: text,
      issuer: z.object({ id: text, name: text, url: text }),
      holder: z.object({ name: text, belongs: z.enum(["yes", "no", "cannot_tell"]).nullable() }),
      issuedOn: text,
      expiresOn: text,
      state: z.enum(["valid", "expired", "not_yet", "revoked", "suspended", "unknown"]),
    })
    .nullable(),
  at: z.iso.datetime(),
});

/** A verdict and when it was reached (ISO 8601, UTC). */
export type KeptAnswer = CheckResult & Readonly<{ at: string }>;

const PURPOSE = "badge verdict";
const OWNER = "visitor";

/**
 * A verdict for the visitor's own browser to keep until the page that shows it: short enough for a cookie, and sealed, so
 * that nobody else can put one there. Long texts of the badge are shortened where they must be.
 */
export function keep(answer: KeptAnswer): string {
  for (const most of [600, 200, 60, 20]) {
    const sealed = seal(shortened(answer, most));
    if (sealed.length <= MOST_CHARACTERS) return sealed;
  }
  return seal({ ...shortened(answer, 20), badge: null });
}

function seal(answer: KeptAnswer): string {
  const packed = deflateRawSync(JSON.stringify(answer)).toString("base64url");
  return Buffer.from(encrypt(packed, PURPOSE, OWNER)).toString("base64url");
}

/** The verdict in a cookie; null: it is none of ours, or from another version. */
export function unkeep(sealed: string): KeptAnswer | null {
  try {
    const packed = decrypt(Buffer.from(sealed, "base64url"), PURPOSE, OWNER);
    const found = kept.safeParse(
      JSON.parse(inflateRawSync(Buffer.from(packed, "base64url")).toString("utf8")),
    );
    return found.success ? found.data : null;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return null;
    throw error;
  }
}

function shortened(answer: KeptAnswer, most: number): KeptAnswer {
  const cut = (value: string | null) =>
    value !== null && value.length > most ? `${value.slice(0, most)}…` : value;
  const { badge } = answer;
  const short: BadgeSummary | null = badge && {
    ...badge,
    id: cut(badge.id),
    name: cut(badge.name),
    description: cut(badge.description),
    criteria: cut(badge.criteria),
    achievementType: cut(badge.achievementType),
    issuer: { id: cut(badge.issuer.id), name: cut(badge.issuer.name), url: cut(badge.issuer.url) },
    holder: { ...badge.holder, name: cut(badge.holder.name) },
  };
  const checks = answer.checks.map(({ values, ...check }) => ({
    ...check,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cut(value) ?? ""])),
  }));
  return { ...answer, badge: short, checks };
}
