import type { User } from "next-auth";
import { verifyPassword } from "@/lib/auth/password";
import { countTry, forgetTries, takeBackTry } from "@/lib/auth/rate-limit";
import { asNobody, asUser } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { isStorable } from "@/lib/validation";

type Account = { user_id: string; password_hash: string | null; session_version: number };

/**
 * The account whose e-mail and password these are. Throws `invalid` when there is none, and `rate_limited` after
 * too many tries for one account or from one address; both alike, in words and in time, whether the account exists.
 */
export async function checkCredentials(
  given: Readonly<{ email: string; password: string }>,
  address: string,
): Promise<User> {
  const { email, password } = given;
  await countTry("sign-in:address", address);
  await countTry("sign-in:account", email);
  const account = await findAccount(email);
  if (!(await verifyPassword(account?.password_hash ?? null, password)) || !account) {
    throw new AppError("invalid", msg("auth.wrongCredentials"));
  }
  await Promise.all([forgetTries("sign-in:account", email), takeBackTry("sign-in:address", address)]);
  await asUser(account.user_id, (tx, now) =>
    tx.user.updateMany({ where: { id: account.user_id }, data: { lastSignedInAt: now } }),
  );
  return { id: account.user_id, sessionVersion: account.session_version };
}

async function findAccount(email: string): Promise<Account | undefined> {
  // What PostgreSQL cannot keep is nobody's address.
  if (!isStorable(email)) return undefined;
  const [account] = await asNobody((tx) => tx.$queryRaw<Account[]>`SELECT * FROM find_account(${email})`);
  return account;
}
