import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { LeasedLimit } from "@/lib/auth/leased-limit";
import { asNobody } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";

type Query = Readonly<{ text: string; values: unknown[] }>;
type Row = { points: number; expire: bigint | null };

// The limiter believes this is a client of `pg`; so it shares the application's connections and its role.
const store = {
  query: async ({ text, values }: Query) => {
    const rows = await asNobody((tx) => tx.$queryRawUnsafe<Row[]>(text, ...values));
    return { rows: rows.map(({ points, expire }) => ({ points, expire: expire && Number(expire) })) };
  },
};

const limiter = (keyPrefix: string, points: number, minutes: number) =>
  new RateLimiterPostgres({
    storeClient: store,
    storeType: "client",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix,
    points,
    duration: minutes * 60,
  });

/** How many tries there are in how many minutes, for one account's address and for one place on the net. */
const limits = {
  "sign-in:account": limiter("sign-in:account", 5, 15),
  "sign-in:address": limiter("sign-in:address", 60, 15),
  "forgotten:account": limiter("forgotten:account", 3, 60),
  "forgotten:address": limiter("forgotten:address", 30, 60),
  "password:account": limiter("password:account", 5, 15),
  // Of certificates: wrong codes of one place on the net, and wrong names of it and for one number. Whose a certificate
  // is may be known to a few hundred people who know the organisation; at ten a day nobody tries them all.
  "verify:code": limiter("verify:code", 20, 15),
  "verify:name:address": limiter("verify:name:address", 10, 60),
  "verify:name:number": limiter("verify:name:number", 10, 24 * 60),
  // Links to badges that lead nowhere; nobody guesses 256 bits.
  "share:address": limiter("share:address", 30, 15),
  // A badge may refer to ten documents elsewhere, and makes us ask for them.
  "verify:badge": limiter("verify:badge", 40, 15),
  // Drawing a picture anew costs more than any other request.
  "picture:account": limiter("picture:account", 60, 60),
  // It is set anew while somebody types; and a thousand pages at once is the work of half a minute.
  "preview:account": limiter("preview:account", 900, 15),
  "documents:account": limiter("documents:account", 30, 15),
  // Any application may register itself, and is forgotten within a day unless somebody connects it.
  "oauth:register": limiter("oauth:register", 30, 60),
  "oauth:token": limiter("oauth:token", 3_000, 15),
  "oauth:consent": limiter("oauth:consent", 60, 60),
} as const;

export type Limit = keyof typeof limits;

// Numbers follow each other, so nobody should be able to walk through them; a desk that checks a class still can.
// One in a process: pages and documents are two bundles, and each would lease for itself.
const shared = globalThis as { hederLooks?: LeasedLimit };
shared.hederLooks ??= new LeasedLimit(limiter("verify:address", 120, 15), 10);
const looks = shared.hederLooks;

// Hashed, so that the table does not become a list of addresses.
const keyOf = (who: string) => createHash("sha256").update(who.trim().toLowerCase()).digest("base64url");

/**
 * Counts one try before it is made, so that tries at the same time all count. Throws `rate_limited` when there are
 * too many; it says the same whether or not there is such an account.
 */
export async function countTry(limit: Limit, who: string): Promise<void> {
  await orTooMany(limits[limit].consume(keyOf(who)));
}

/** Counts one look at a certificate or a badge by an address on the net, as `countTry` does. */
export const countLook = (address: string): Promise<void> => orTooMany(looks.consume(keyOf(address)));

async function orTooMany(counted: Promise<unknown>): Promise<void> {
  try {
    await counted;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const minutes = Math.max(1, Math.ceil(refused.msBeforeNext / 60_000));
    throw new AppError("rate_limited", msg("auth.tooManyTries", { minutes }));
  }
}

/** The account's tries begin anew: it has shown that it is its owner. */
export async function forgetTries(limit: Limit, who: string): Promise<void> {
  await limits[limit].delete(keyOf(who));
}

/** One try that was counted was a good one after all. */
export async function takeBackTry(limit: Limit, who: string): Promise<void> {
  await limits[limit].reward(keyOf(who), 1);
}

/** Requests of one API key in a minute; a batch of a thousand facts is one. */
const REQUESTS = { points: 600, seconds: 60 } as const;
const requests = limiter("api:key", REQUESTS.points, REQUESTS.seconds / 60);

export type Quota = Readonly<{
  isSpent: boolean;
  limit: number;
  remaining: number;
  /** Until the count begins anew. */
  seconds: number;
  window: number;
}>;

/** Counts one request of a key, before anything is done for it. */
export async function countRequest(keyId: string): Promise<Quota> {
  const state = await requests.consume(keyId).then(
    (counted) => ({ counted, isSpent: false }),
    (refused: unknown) => {
      if (refused instanceof RateLimiterRes) return { counted: refused, isSpent: true };
      throw refused;
    },
  );
  return {
    isSpent: state.isSpent,
    limit: REQUESTS.points,
    remaining: Math.max(0, state.counted.remainingPoints),
    seconds: Math.max(1, Math.ceil(state.counted.msBeforeNext / 1000)),
    window: REQUESTS.seconds,
  };
}
