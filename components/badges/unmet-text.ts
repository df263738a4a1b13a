import { NOT_REGISTERED, readUnmet } from "@/lib/badges/flag-rules";

type Words = Readonly<{
  /** Of namespace `flags`. */
  flags: (key: "missing.rule" | "missing.notRegistered", values?: Record<string, string>) => string;
  /** Of namespace `badges`. */
  badges: (key: `rules.${string}`) => string;
  amount: (type: string, value: number) => string;
}>;

/** What is missing, a phrase for each rule: "Antall aktiviteter: 8 av 10". Words that a person wrote stay as they are. */
export function unmetTexts(words: Words, reason: string): readonly string[] {
  return (readUnmet(reason) ?? []).map(({ type, have, need }) =>
    type === NOT_REGISTERED.type
      ? words.flags("missing.notRegistered")
      : words.flags("missing.rule", {
          rule: words.badges(`rules.${type}`),
          have: words.amount(type, have),
          need: words.amount(type, need),
        }),
  );
}
