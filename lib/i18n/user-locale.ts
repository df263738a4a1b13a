import "server-only";
import { currentAccount } from "@/lib/auth/session";

/** The signed-in person's own language, or null when nobody is signed in or none is chosen. */
export async function userLocale(): Promise<string | null> {
  return (await currentAccount())?.locale ?? null;
}
