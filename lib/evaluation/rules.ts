/** How the rules of criteria hang together, with how far somebody is with each: 0 is nothing, 1 is met. */
type Part = number | Readonly<{ match: Match; parts: readonly Part[] }>;
type Match = "all" | "any" | Readonly<{ atLeast: number }>;

/** How far somebody is with one rule: never more than all of it, and nothing of what needs nothing. */
export const shareOf = (have: number, need: number): number =>
  need > 0 ? Math.min(Math.max(have / need, 0), 1) : 0;

/** How far somebody is with it all: the mean of as many of the furthest parts as are needed. */
export function overallShare(part: Part): number {
  if (typeof part === "number") return part;
  const shares = part.parts.map(overallShare).toSorted((a, b) => b - a);
  const needed = part.match === "all" ? shares.length : part.match === "any" ? 1 : part.match.atLeast;
  const counted = shares.slice(0, needed);
  return counted.length === 0 ? 0 : counted.reduce((sum, share) => sum + share, 0) / counted.length;
}
