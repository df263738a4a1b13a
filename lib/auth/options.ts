import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { signInInput } from "@/lib/auth/account-schema";
import { clientAddress } from "@/lib/auth/client-address";
import { checkCredentials } from "@/lib/auth/credentials";
import { SESSION_SECONDS } from "@/lib/auth/session-cookie";
import { env, secret } from "@/lib/env";
import { AppError } from "@/lib/errors";

declare module "next-auth" {
  interface Session {
    user: { userId: string; sessionVersion: number; name?: string | null };
  }
  interface User {
    id: string;
    sessionVersion: number;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sessionVersion: number;
  }
}

async function authorize(given: Record<string, unknown> | undefined, headers: Headers) {
  const parsed = signInInput.safeParse({ email: given?.email, password: given?.password });
  if (!parsed.success) return null;
  try {
    return await checkCredentials(parsed.data, clientAddress(headers));
  } catch (error) {
    // Next-auth shows `error.code` in the address; its own for "no such account" is an answer of null.
    if (error instanceof AppError && error.code === "invalid") return null;
    throw error instanceof AppError ? new Error(error.code) : error;
  }
}

/**
 * Sign-in by e-mail and password. The token names the account and the session version it was made under.
 * A function, so that a build does not need the secret.
 */
export const authOptions = (): NextAuthOptions => ({
  secret: secret(),
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  useSecureCookies: env.HEDER_URL?.startsWith("https:") ?? false,
  providers: [
    CredentialsProvider({
      credentials: { email: {}, password: {} },
      authorize: (given, request) => authorize(given, new Headers(request.headers)),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { sub: user.id, sessionVersion: user.sessionVersion } : token),
    session: ({ session, token }) => ({
      ...session,
      user: { userId: token.sub ?? "", sessionVersion: token.sessionVersion },
    }),
  },
});
