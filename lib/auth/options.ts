import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { checkCredentials } from "@/lib/auth/credentials";
import { env, secret } from "@/lib/env";

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

const days = 24 * 60 * 60;

/** Sign-in by e-mail and password. The token names the account and the session version it was made under. */
export const authOptions: NextAuthOptions = {
  secret: secret(),
  session: { strategy: "jwt", maxAge: 14 * days, updateAge: days },
  pages: { signIn: "/sign-in" },
  useSecureCookies: env.HEDER_URL?.startsWith("https:") ?? false,
  providers: [
    CredentialsProvider({
      credentials: { email: {}, password: {} },
      authorize: (given, request) => checkCredentials(given ?? {}, request.headers ?? {}),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) =>
      user ? { ...token, sub: user.id, sessionVersion: user.sessionVersion } : token,
    session: ({ session, token }) => ({
      ...session,
      user: { userId: token.sub ?? "", sessionVersion: token.sessionVersion },
    }),
  },
};
