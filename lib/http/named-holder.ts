import "server-only";
import { cookies } from "next/headers";
import { env } from "@/lib/env";

const COOKIE = "heder-holder";
/** Long enough to read the answer and to load it again. */
const SECONDS = 300;

/**
 * Keeps the name somebody has typed for one certificate, so that the page they are sent to can look at it: a name in
 * the address would stand in logs and histories. It is only for that page, and only for some minutes.
 */
export async function nameHolder(number: string, name: string): Promise<void> {
  const jar = await cookies();
  const path = `/verify/${number}`;
  const secure = env.HEDER_URL?.startsWith("https:") ?? false;
  jar.set(COOKIE, name, { httpOnly: true, sameSite: "strict", secure, path, maxAge: SECONDS });
}

/** The name that was typed for the certificate of this page. */
export const namedHolder = async (): Promise<string | undefined> => (await cookies()).get(COOKIE)?.value;
