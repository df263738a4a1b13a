import { cache } from "react";
import { looked } from "@/app/looked";
import { publicProfile, sharedProfile } from "@/lib/badge-page/profile-page-queries";
import { type ProfilePageFilter as Filter, profilePage } from "@/lib/badge-page/share-schema";

/** What an address says besides the profile itself. */
export type Query = Promise<Record<string, string | string[] | undefined>>;

const look = cache((slug: string, category: Filter["category"], after: Filter["after"]) =>
  looked((address) => publicProfile({ slug, address, filter: { category, after } })),
);
const lookAtLink = cache((token: string, category: Filter["category"], after: Filter["after"]) =>
  looked((address) => sharedProfile({ token, address, filter: { category, after } })),
);

/** A profile's page; once a request, since looks are counted and the title asks too. */
export async function lookAtProfile(slug: string, query: Query) {
  const { category, after } = profilePage.parse(await query);
  return look(slug, category, after);
}

/** What a link shows; the same. */
export async function lookAtSharedProfile(token: string, query: Query) {
  const { category, after } = profilePage.parse(await query);
  return lookAtLink(token, category, after);
}
