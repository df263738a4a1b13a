import { cookies } from "next/headers";
import { type KeptAnswer, keep, unkeep } from "@/lib/credential-check/kept";
import { env } from "@/lib/env";

const COOKIE = "heder-badge";
const PAGE = "/verify/badge";
/** Long enough to read the answer and to load it again. */
const SECONDS = 600;

/** Keeps a verdict with whoever asked, for the page they are sent to: what they showed us stays with nobody else. */
export async function keepAnswer(answer: KeptAnswer): Promise<void> {
  const secure = env.HEDER_URL?.startsWith("https:") ?? false;
  const options = { httpOnly: true, sameSite: "lax", secure, path: PAGE, maxAge: SECONDS } as const;
  (await cookies()).set(COOKIE, keep(answer), options);
}

/** The verdict that was just reached for this browser; null: there is none, or not any more. */
export async function keptAnswer(): Promise<KeptAnswer | null> {
  const sealed = (await cookies()).get(COOKIE)?.value;
  return sealed ? unkeep(sealed) : null;
}
