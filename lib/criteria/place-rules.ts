import { emptyRule, type RuleDraft } from "@/lib/criteria/draft-rules";

/** Where a rule stands: its place among all, or the group's and its place in that, from 0. */
export type RulePlace = readonly [place: number] | readonly [group: number, place: number];

/** Where a rule can be moved: out of its group, into a group made for it, or into one that is there. */
export type Destination = "alone" | "newGroup" | `group.${number}`;

/** Where the rule at this place can go. A group goes nowhere but up and down: groups are one level deep. */
export function destinationsOf(rules: readonly RuleDraft[], [at, inner]: RulePlace): Destination[] {
  if (inner === undefined && rules[at]?.type === "group") return [];
  const groups = rules.flatMap(({ type }, index): Destination[] =>
    type === "group" && (inner === undefined || index !== at) ? [`group.${index}`] : [],
  );
  return [inner === undefined ? "newGroup" : "alone", ...groups];
}

export type Moved = Readonly<{ rules: RuleDraft[]; place: RulePlace }>;

/**
 * The rules with one of them somewhere else, and where it stands then: last in a group, or right after the group it
 * came out of. A group that becomes empty stays, for it may have an explanation.
 */
export function moveRule(rules: readonly RuleDraft[], place: RulePlace, to: Destination): Moved {
  const [at, inner] = place;
  const group = rules[at];
  const moved = inner === undefined ? group : group?.rules[inner];
  if (!group || !moved) return { rules: [...rules], place };
  if (to === "newGroup") {
    return { rules: rules.with(at, { ...emptyRule("group"), rules: [moved] }), place: [at, 0] };
  }
  const left =
    inner === undefined
      ? rules.toSpliced(at, 1)
      : rules.with(at, { ...group, rules: group.rules.toSpliced(inner, 1) });
  if (to === "alone") return { rules: left.toSpliced(at + 1, 0, moved), place: [at + 1] };
  const wanted = Number(to.replace("group.", ""));
  const target = inner === undefined && at < wanted ? wanted - 1 : wanted;
  const into = left[target];
  if (into?.type !== "group") return { rules: [...rules], place };
  return {
    rules: left.with(target, { ...into, rules: [...into.rules, moved] }),
    place: [target, into.rules.length],
  };
}
