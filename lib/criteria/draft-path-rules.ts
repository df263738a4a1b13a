import type { LooseDraft, LooseRule } from "@/lib/criteria/written-rules";

type Path = readonly PropertyKey[];

/** The rule a path leads into, and what of the path lies below it; null above the rules. */
function ruleAt(draft: LooseDraft, path: Path): { rule: LooseRule; at: number } | null {
  const rule = path[0] === "rules" ? draft.rules?.[Number(path[1])] : undefined;
  if (!rule) return null;
  const inner = path[2] === "rules" ? rule.rules?.[Number(path[3])] : undefined;
  return inner ? { rule: inner, at: 4 } : { rule, at: 2 };
}

/** Fields that are one in criteria and several in a draft. */
function fieldOf({ type, several }: LooseRule, [field, ...rest]: Path): Path {
  switch (field) {
    case "match":
      return type === "group" ? ["parts", rest[0] ?? "kind"] : ["match"];
    case "window":
      return ["window", rest[0] ?? "kind"];
    case "unit":
      return [type === "activity_streak" ? "streakUnit" : "periodUnit"];
    case "threshold":
    case "thresholds":
      return [several ? "thresholds" : "threshold"];
    case "filter":
      return ["filter", rest[0] ?? "kinds"];
    default:
      // A problem with one name of a list is shown at the list.
      return field === undefined ? [] : [field, ...rest.filter((part) => typeof part !== "number")];
  }
}

/**
 * Where a draft shows what is wrong at this path of its criteria: `rules.0.window` at the choice of window,
 * `rules.0.thresholds.1` at the text with all of them.
 */
export function draftPath(draft: LooseDraft, path: Path): Path {
  if (path[0] === "match") return ["parts", path[1] ?? "kind"];
  const found = ruleAt(draft, path);
  if (!found) return path;
  const { rule, at } = found;
  const below = path.slice(at);
  if (rule.type === "group" && below[0] === "rules") return path.slice(0, at + 1);
  const field = fieldOf(rule, below);
  return [...path.slice(0, at), ...(field.length === 0 ? ["type"] : field)];
}
