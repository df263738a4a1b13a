/** Shorter ones are guessed; longer ones than this are nobody's (NIST SP 800-63B asks for at least 8 and 64). */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

const COMMON = ["password", "passord", "qwerty", "heder", "abc", "123", "velkommen", "sommer"];

/** Nothing is left of it when common words, digits, years and signs are taken away. */
function isCommon(password: string): boolean {
  const rest = COMMON.reduce((text, word) => text.replaceAll(word, ""), password.toLowerCase());
  return rest.replace(/[\d\s!?.,_-]/g, "").length < 4;
}

/**
 * Why a new password would be guessed, as a key of the `errors` catalogue, or null. Length is the schema's business.
 * `owner` is what anybody knows of the account: its e-mail and name.
 */
export function passwordProblem(password: string, owner: readonly (string | null)[]): string | null {
  const given = password.trim().toLowerCase();
  if (new Set(given).size < 5) return "auth.passwordRepeats";
  const known = owner.flatMap((text) =>
    text ? [text.toLowerCase(), text.toLowerCase().split("@")[0] ?? ""] : [],
  );
  if (known.some((text) => text !== "" && given.replaceAll(text, "").length < 6))
    return "auth.passwordIsOwner";
  return isCommon(given) ? "auth.passwordIsCommon" : null;
}
