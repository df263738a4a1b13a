import { cache } from "react";
import { type Look, looked } from "@/app/looked";
import { currentAccount } from "@/lib/auth/session";
import { publicBadge, sharedBadge } from "@/lib/badge-page/page-queries";
import type { PublicBadge, SharedBadge } from "@/lib/badge-page/rules";

/** A badge's page, for whoever is signed in or nobody. Once a request, since looks are counted: the title asks too. */
export const lookAtBadge = cache(async (hash: string): Promise<Look<PublicBadge>> => {
  const viewer = (await currentAccount())?.userId ?? null;
  return looked((address) => publicBadge({ hash, viewer, address }));
});

/** What a link shows; the same. */
export const lookAtShare = cache(
  (token: string): Promise<Look<SharedBadge>> => looked((address) => sharedBadge({ token, address })),
);
