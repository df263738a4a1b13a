import { createHash, randomBytes, randomInt } from "node:crypto";
import type { ApiScope } from "@/lib/auth/policy";
import { placeOf, type ResolvedPlace } from "@/lib/auth/resolved-place";
import type { Ctx } from "@/lib/context";
import { asNobody } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";

const PREFIX_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
const PREFIX_LENGTH = 8;
const SECRET_BYTES = 32;
/** `heder_`, what lists show of it, and 256 random bits; scanners for leaked secrets know it by its beginning. */
const KEY = /^heder_[0-9a-z]{8}_[A-Za-z0-9_-]{43}$/;

// 256 random bits cannot be guessed, so a fast hash is enough; equal hashes are found by index, in no telling time.
const hashOf = (text: string) => createHash("sha256").update(text).digest();

/** A new key. Its text is shown once and kept nowhere; the database gets the hash. */
export function newApiKey(): Readonly<{ text: string; prefix: string; hash: Buffer }> {
  const prefix = Array.from(
    { length: PREFIX_LENGTH },
    () => PREFIX_LETTERS[randomInt(PREFIX_LETTERS.length)],
  ).join("");
  const text = `heder_${prefix}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  return { text, prefix, hash: hashOf(text) };
}

type Resolved = ResolvedPlace & {
  key_id: string;
  key_name: string;
  scopes: ApiScope[];
};

/**
 * Who acts by the value of an `Authorization` header, and where. Throws `unauthenticated` without a key, and alike
 * for one that is unknown, revoked or expired, or whose organisation is closed.
 */
export async function contextOfApiKey(authorization: string | null): Promise<Ctx> {
  const [, text] = /^Bearer +(\S+) *$/i.exec(authorization ?? "") ?? [];
  if (text === undefined) throw new AppError("unauthenticated", msg("api.keyMissing"));
  const [row] = KEY.test(text)
    ? await asNobody((tx) => tx.$queryRaw<Resolved[]>`SELECT * FROM resolve_api_key(${hashOf(text)})`)
    : [];
  if (!row) throw new AppError("unauthenticated", msg("api.keyUnknown"));
  return {
    ...placeOf(row),
    actor: { kind: "api_key", keyId: row.key_id, name: row.key_name, scopes: row.scopes },
  };
}
