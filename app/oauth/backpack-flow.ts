import "server-only";
import { cookies } from "next/headers";
import { FLOW_MILLISECONDS } from "@/lib/backpacks/flow";
import { env } from "@/lib/env";

const NAME = "heder-backpack";
// Lax: the backpack sends the browser back to us from its own site.
const options = {
  httpOnly: true,
  sameSite: "lax",
  path: "/oauth/callback",
  secure: env.HEDER_URL?.startsWith("https:") ?? false,
} as const;

/** Keeps what is under way in the browser that it is under way in. */
export async function keepFlow(sealed: string): Promise<void> {
  (await cookies()).set(NAME, sealed, { ...options, maxAge: FLOW_MILLISECONDS / 1_000 });
}

/** What this browser has under way, once. */
export async function takeFlow(): Promise<string | null> {
  const jar = await cookies();
  const sealed = jar.get(NAME)?.value ?? null;
  if (sealed !== null) jar.set(NAME, "", { ...options, maxAge: 0 });
  return sealed;
}
