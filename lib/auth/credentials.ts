import type { User } from "next-auth";
import { verifyPassword } from "@/lib/auth/password";
import { asNobody } from "@/lib/db";

type Account = { user_id: string; password_hash: string | null; session_version: number };

/** The account whose e-mail and password these are, or null. Takes equally long whether the account exists or not. */
export async function checkCredentials(
  given: Readonly<Record<string, unknown>>,
  _headers: Readonly<Record<string, unknown>>,
): Promise<User | null> {
  const { email, password } = given;
  if (typeof email !== "string" || typeof password !== "string") return null;
  const [account] = await asNobody((tx) => tx.$queryRaw<Account[]>`SELECT * FROM find_account(${email})`);
  if (!(await verifyPassword(account?.password_hash ?? null, password)) || !account) return null;
  return { id: account.user_id, sessionVersion: account.session_version };
}
