import { modulesOf } from "@/lib/auth/resolved-modules";
import { resolveRequest } from "@/lib/auth/resolved-request";

export type BadgePlace = Readonly<{ slug: string; name: string }>;

/** The organisations in which a person may keep badges from elsewhere: those they are a member of that have Open Badges. */
export async function placesForBadges(userId: string): Promise<BadgePlace[]> {
  const account = await resolveRequest(userId, "");
  const places = await Promise.all(
    (account?.organizations ?? []).map(async ({ slug, name }) => {
      const row = await resolveRequest(userId, slug);
      return row && modulesOf(row.modules).includes("open_badges") ? [{ slug, name }] : [];
    }),
  );
  return places.flat();
}
