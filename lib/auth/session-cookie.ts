import "server-only";
import { cookies } from "next/headers";
import type { User } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import { env, secret } from "@/lib/env";

/** A session ends after this long, in seconds, even when nobody ends it. */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;

const secure = env.HEDER_URL?.startsWith("https:") ?? false;

/** Next-auth's own cookie, so that both its endpoints and our sign-in page open the same session. */
const NAME = secure ? "__Secure-next-auth.session-token" : "next-auth.session-token";
const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;

export type Session = Readonly<{ userId: string; sessionVersion: number }>;

/** Signs in on this device. */
export async function startSession({ id, sessionVersion }: User): Promise<void> {
  const value = await encode({
    token: { sub: id, sessionVersion },
    secret: secret(),
    maxAge: SESSION_SECONDS,
  });
  (await cookies()).set(NAME, value, { ...options, maxAge: SESSION_SECONDS });
}

/** Signs out on this device. */
export async function endSession(): Promise<void> {
  (await cookies()).set(NAME, "", { ...options, maxAge: 0 });
}

/** What the request's cookie claims, if it is ours and not too old; whether it still holds, the database says. */
export async function readSession(): Promise<Session | null> {
  const value = (await cookies()).get(NAME)?.value;
  if (!value) return null;
  const token = await decode({ token: value, secret: secret() }).catch(() => null);
  return token?.sub ? { userId: token.sub, sessionVersion: token.sessionVersion } : null;
}
