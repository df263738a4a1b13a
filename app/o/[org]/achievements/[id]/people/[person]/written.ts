import { occurrenceText } from "@/components/badges/occurrence";
import type { RulePart, WrittenExplanation } from "@/components/explain/explanation";
import type { OccurrenceLine } from "@/components/explain/occurrence-list";
import type { RuleLine } from "@/components/explain/rule-section";
import type { CalloutTone } from "@/components/ui/callout";
import { standingOrDeclined } from "@/lib/badges/rules";
import { amountText, describeRules, type Words } from "@/lib/criteria/describe";
import type { Match } from "@/lib/criteria/schema";
import type { Explanation } from "@/lib/evaluation/explain-queries";
import type { RuleExplanation, Some } from "@/lib/evaluation/explain-rule-queries";
import type { Outcome } from "@/lib/evaluation/explain-rules";
import { type Language, type Links, writtenFact } from "./written-facts";

type Place = Readonly<{
  /** Where this explanation stands, without its query. */
  path: string;
  links: Links;
  now: Date;
}>;

const TONE: Partial<Record<Outcome, CalloutTone>> = { held: "success", soon: "success", flagged: "warning" };

export const isHeld = ({ outcomes }: Explanation): boolean =>
  outcomes[0] === "held" || outcomes[0] === "flagged";

/** The explanation in the reader's language, its days and numbers written. */
export function written(found: Explanation, language: Language, place: Place): WrittenExplanation {
  const [first = "notMet"] = found.outcomes;
  return {
    tone: TONE[first] ?? "info",
    sentences: found.outcomes.map((outcome) => sentence(found, outcome, language)),
    takes: takes(found.criteria?.match ?? "all", found.criteria?.rules.length ?? 0, language),
    parts: partsOf(found, language, place.links),
    about: aboutOf(found, language),
    occurrences: found.achievement.isRepeatable ? occurrencesOf(found, language, place) : [],
  };
}

function sentence({ person, award }: Explanation, outcome: Outcome, { explain: t, f }: Language): string {
  const who = { self: person.isSelf ? "yes" : "no", name: person.name };
  if (outcome === "held") {
    const day = f.date(award?.metOn ?? award?.awardedAt ?? "");
    const isByHand = award?.source === "manual" || award?.metOn === null;
    return t(isByHand ? "outcome.heldGiven" : "outcome.held", { ...who, day });
  }
  return t(`outcome.${outcome}`, { ...who, day: award?.expiresAt ? f.date(award.expiresAt) : "" });
}

function takes(match: Match, count: number, { explain: t }: Language): string {
  if (count < 2) return "";
  return typeof match === "string" ? t(`match.${match}`) : t("match.atLeast", { count: match.atLeast });
}

function partsOf(
  { criteria, achievement, names, rules }: Explanation,
  language: Language,
  links: Links,
): RulePart[] {
  if (!criteria) return [];
  const { criteria: words, f } = language;
  const phrases = describeRules(criteria, achievement.isRepeatable, {
    // Its keys are put together as it goes.
    t: words as unknown as (key: string) => string,
    format: f,
    nameOf: (what, key) => names[what]?.[key],
  });
  const line = (path: string): RuleLine[] => {
    const rule = rules.find((one) => one.path === path);
    return rule ? [lineOf(rule, phrases.get(path) ?? "", language, links)] : [];
  };
  return criteria.rules.flatMap((rule, at): RulePart[] => {
    if (rule.type !== "group") return line(String(at)).map((one) => ({ kind: "rule", rule: one }));
    const inner = rule.rules.flatMap((_, below) => line(`${at}.${below}`));
    return [
      { kind: "group", path: String(at), takes: takes(rule.match, inner.length, language), rules: inner },
    ];
  });
}

function lineOf(rule: RuleExplanation, phrase: string, language: Language, links: Links): RuleLine {
  const { explain: t, criteria, f } = language;
  // Its keys are put together as it goes.
  const words = { t: criteria as unknown as Words["t"], format: f };
  const amount = (value: number) => amountText(words, rule.rule.type, value);
  const numbers = { have: amount(rule.have), need: amount(rule.need) };
  const some = ({ shown, total }: Some) => ({
    lines: shown.map((one) => writtenFact(one, language, links)),
    total,
  });
  return {
    path: rule.path,
    phrase: phrase.charAt(0).toLocaleUpperCase(f.locale) + phrase.slice(1),
    have: rule.have,
    need: rule.need,
    progress: rule.met
      ? t("progress.enough", numbers)
      : t("progress.left", { ...numbers, left: amount(rule.need - rule.have) }),
    met: rule.met,
    metOn: rule.metOn && f.date(rule.metOn),
    counted: some(rule.counted),
    uncounted: some(rule.uncounted),
    pauses: rule.pauses.map(({ from, to }) =>
      from === to ? f.date(from) : t("span", { from: f.date(from), to: f.date(to) }),
    ),
  };
}

function aboutOf({ version, award }: Explanation, { explain: t, f }: Language): WrittenExplanation["about"] {
  const { explained, current } = version;
  if (explained === null) return [];
  const number = t(award ? "versionOfAward" : "versionNow", { number: explained });
  const changed = current !== null && current !== explained ? t("changed", { number: current }) : "";
  return [
    ...(award?.metOn ? [{ term: t("tipped"), detail: f.date(award.metOn) }] : []),
    ...(award ? [{ term: t("awarded"), detail: f.dateTime(award.awardedAt) }] : []),
    { term: t("version"), detail: [number, changed].filter(Boolean).join(". ") },
  ];
}

function occurrencesOf(
  found: Explanation,
  { explain: t, badges, f }: Language,
  { path, now }: Place,
): OccurrenceLine[] {
  const next: OccurrenceLine = {
    key: "next",
    href: path,
    what: t("next"),
    when: t("nextHelp"),
    standing: null,
    isShown: found.occurrence === null,
  };
  const seen = new Set<string>();
  const awards = found.awards.flatMap((award): OccurrenceLine[] => {
    if (seen.has(award.occurrence)) return [];
    seen.add(award.occurrence);
    return [
      {
        key: award.id,
        href: `${path}?occurrence=${award.occurrence}`,
        what: occurrenceText(badges, f.month, award.occurrence),
        when: f.date(award.metOn ?? award.awardedAt),
        standing: standingOrDeclined(award, now),
        isShown: award.occurrence === found.occurrence,
      },
    ];
  });
  return found.hasNext ? [next, ...awards] : awards;
}
