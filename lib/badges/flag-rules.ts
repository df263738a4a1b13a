/** Why an automatic award no longer stands on its own: a rule of its criteria with what there is and what it takes. */
export type UnmetRule = Readonly<{ path: string; type: string; have: number; need: number }>;

/** Stands for a person's words where evaluation flagged or revoked: the criteria are no longer met. */
const UNMET = "criteria_unmet";

/** Of a course achievement: the person is no longer registered for the course, so no rule is looked at. */
export const NOT_REGISTERED: UnmetRule = { path: "-", type: "not_registered", have: 0, need: 1 };

const written = (value: number) => String(Math.round(value * 1000) / 1000);

/** The rules as one line of text, the same for the same state: `criteria_unmet 0:activity_count:8/10`. */
export const unmetReason = (rules: readonly UnmetRule[]): string =>
  [
    UNMET,
    ...rules.map(({ path, type, have, need }) => `${path}:${type}:${written(have)}/${written(need)}`),
  ].join(" ");

const RULE = /^([\d.]+|-):([a-z_]+):(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/;

/** The rules that such a line names; null for words that a person wrote. */
export function readUnmet(reason: string | null): readonly UnmetRule[] | null {
  const [code, ...parts] = (reason ?? "").split(" ");
  const rules = parts.map((part) => RULE.exec(part));
  if (code !== UNMET || rules.includes(null)) return null;
  return rules.map((rule) => {
    const [, path = "", type = "", have, need] = rule ?? [];
    return { path, type, have: Number(have), need: Number(need) };
  });
}
