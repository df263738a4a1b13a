import { headers } from "next/headers";
import { clientAddress } from "@/lib/auth/client-address";
import { AppError, type Message } from "@/lib/errors";

/** What a page may show: what was asked for, that there is none, or why there is no answer now. */
export type Look<T> = Readonly<{ found: T | null } | { refused: Message }>;

/** Looks as somebody at an address on the net, of whom there may be too many looks. */
export async function looked<T>(look: (address: string) => Promise<T | null>): Promise<Look<T>> {
  try {
    return { found: await look(clientAddress(await headers())) };
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return { refused: error.text };
    throw error;
  }
}
