import { authorize, type Ctx, may } from "@/lib/context";
import { inTenant } from "@/lib/db";

export type FoundPerson = Readonly<{ userId: string; name: string; detail: string | null }>;

/** More words narrow nothing down any further. */
const WORDS = 6;

/** As the database cuts them (member_words): at every ASCII character that is neither letter nor digit. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^0-9a-z\u{80}-\u{10ffff}]+/u)
    .filter(Boolean)
    .slice(0, WORDS);

/**
 * The first active people by name, at most `most`, whose words begin with all that was typed. Coordinators find people
 * by name, e-mail and reference; peer mentors by name, and only those whose profile is open to colleagues.
 */
export async function findPeople(ctx: Ctx, text: string, most: number): Promise<FoundPerson[]> {
  authorize(ctx, "profile:read");
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const isStaff = may(ctx, "people:read");
  const found = await inTenant(
    ctx,
    (tx) => tx.$queryRaw<{ userId: string; name: string; email: string | null; reference: string | null }[]>`
      SELECT user_id AS "userId", display_name AS name, email, external_ref AS reference
      FROM members_found(${words}, ${!isStaff}, ${most}::integer)`,
  );
  return found.map(({ userId, name, email, reference }) => ({
    userId,
    name,
    detail: isStaff ? (email ?? reference) : null,
  }));
}
