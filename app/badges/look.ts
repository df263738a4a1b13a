import { headers } from "next/headers";
import { cache } from "react";
import { clientAddress } from "@/lib/auth/client-address";
import { currentAccount } from "@/lib/auth/session";
import { publicBadge, sharedBadge } from "@/lib/badge-page/page-queries";
import type { PublicBadge, SharedBadge } from "@/lib/badge-page/rules";
import { AppError, type Message } from "@/lib/errors";

/** What a page may show: what was asked for, that there is none, or why there is no answer now. */
type Look<T> = Readonly<{ found: T | null } | { refused: Message }>;

async function looked<T>(look: (address: string) => Promise<T | null>): Promise<Look<T>> {
  try {
    return { found: await look(clientAddress(await headers())) };
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return { refused: error.text };
    throw error;
  }
}

/** A badge's page, for whoever is signed in or nobody. Once a request, since looks are counted: the title asks too. */
export const lookAtBadge = cache(async (hash: string): Promise<Look<PublicBadge>> => {
  const viewer = (await currentAccount())?.userId ?? null;
  return looked((address) => publicBadge({ hash, viewer, address }));
});

/** What a link shows; the same. */
export const lookAtShare = cache(
  (token: string): Promise<Look<SharedBadge>> => looked((address) => sharedBadge({ token, address })),
);
