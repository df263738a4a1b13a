import * as z from "zod";
import { leafSchemas, longestList, ruleDescription } from "@/lib/criteria/rule-schema";
import { parse } from "@/lib/validation";

/** More rules than this in one achievement, nested ones counted, is a mistake and not a wish. */
export const maximumRules = 20;

const match = z
  .union([z.enum(["all", "any"]), z.strictObject({ atLeast: z.int().min(1).max(maximumRules) })], {
    error: "criteria.match",
  })
  .default("all");

const tooMany = "criteria.tooManyRules";
const unknownRule = { error: "criteria.unknownRule" };
const leaf = z.discriminatedUnion("type", leafSchemas, unknownRule);
/** One rule by itself, as it stands in a group. */
export const leafRuleSchema = leaf;

const group = z
  .strictObject({
    type: z.literal("group"),
    description: ruleDescription,
    match,
    rules: z.array(leaf).min(1).max(maximumRules, tooMany),
  })
  .refine(({ match: wanted, rules }) => fits(wanted, rules.length), {
    path: ["match"],
    error: "criteria.matchTooMany",
  });

const rule = z.discriminatedUnion("type", [...leafSchemas, group], unknownRule);

/** `atLeast: 3` of two rules could never be met. */
const fits = (wanted: z.output<typeof match>, count: number) =>
  typeof wanted === "string" || wanted.atLeast <= count;

const written = z
  .strictObject({
    version: z.literal(1, { error: "criteria.unknownVersion" }),
    description: ruleDescription,
    match,
    rules: z.array(rule).min(1).max(maximumRules, tooMany),
  })
  .refine(({ match: wanted, rules }) => fits(wanted, rules.length), {
    path: ["match"],
    error: "criteria.matchTooMany",
  })
  .refine(
    ({ rules }) => rules.flatMap((one) => (one.type === "group" ? one.rules : one)).length <= maximumRules,
    {
      path: ["rules"],
      error: tooMany,
    },
  );

/** A list longer than any may be, and where; as deep as criteria go, and no deeper. */
function tooLong(value: unknown, path: (string | number)[] = []): (string | number)[] | null {
  if (typeof value !== "object" || value === null || path.length > 5) return null;
  if (Array.isArray(value) && value.length > longestList) return path;
  for (const [key, part] of Object.entries(value).slice(0, longestList)) {
    const found = tooLong(part, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return null;
}

/**
 * Criteria, version 1: what it takes to earn an achievement. Strict: an unknown version, rule or key is an error, and
 * a list of a million is refused before each of its million is judged.
 * Whether they may repeat depends on the achievement and is checked by `planOccurrences`.
 */
export const criteriaSchema = z.preprocess((value, context) => {
  // zod would wait for a promise, also where nobody waits for zod.
  if (value instanceof Promise) return null;
  const path = tooLong(value);
  if (path === null) return value;
  const message = path.at(-1) === "rules" ? { message: tooMany } : {};
  context.issues.push({
    code: "too_big",
    origin: "array",
    maximum: longestList,
    inclusive: true,
    input: value,
    path,
    ...message,
  });
  return z.NEVER;
}, written);

export type Criteria = z.output<typeof written>;
/** As a person or a file writes it: defaults may be left out. */
export type CriteriaInput = z.input<typeof written>;
export type Match = Criteria["match"];
export type LeafRule = z.output<typeof leaf>;
export type LeafRuleOf<Type extends LeafRule["type"]> = Extract<LeafRule, { type: Type }>;

/** Criteria from JSON; throws `invalid` with a message for each path. */
export const parseCriteria = (json: unknown): Criteria => parse(criteriaSchema, json);

/** The JSON Schema (2020-12) of what may be written, for the column's comment and the API. */
export const criteriaJsonSchema = (): z.core.JSONSchema.JSONSchema =>
  z.toJSONSchema(written, { io: "input", reused: "ref" });
