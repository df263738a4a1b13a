import { type CriteriaDraft, draftOf, emptyCriteria, type Typed } from "@/lib/criteria/draft-rules";
import type { ActivityFilter } from "@/lib/criteria/rule-schema";
import type { Criteria } from "@/lib/criteria/schema";
import { type LooseDraft, writtenCriteria } from "@/lib/criteria/written-rules";
import type { TierMetric } from "@/lib/tiers/keys";
import type { AwardPeriod } from "@/lib/tiers/period-rules";
import { takesFilter } from "@/lib/tiers/schema";

/**
 * A tier while somebody writes it. What another metric asks for is kept, so that a choice can be changed and changed
 * back; `tierOf` takes what counts.
 */
export type TierForm = {
  name: string;
  iconKey: string;
  colorToken: string;
  description: string;
  criteriaType: TierMetric;
  /** As typed: a comma is as good as a point. */
  criteriaThreshold: Typed;
  awardPeriod: AwardPeriod;
  counted: { filter: { kinds: string[]; minMinutes: Typed; minParticipants: Typed } };
  /** Whether `criteria` counts. */
  asksMore: boolean;
  criteria: CriteriaDraft;
};

export const emptyTierForm = (): TierForm => ({
  name: "",
  iconKey: "medal",
  colorToken: "",
  description: "",
  criteriaType: "activity_count",
  criteriaThreshold: "",
  awardPeriod: "annual",
  counted: { filter: { kinds: [], minMinutes: "", minParticipants: "" } },
  asksMore: false,
  criteria: emptyCriteria(),
});

type Stored = Readonly<{
  name: string;
  iconKey: string;
  colorToken: string | null;
  description: string | null;
  metric: TierMetric;
  threshold: number;
  awardPeriod: AwardPeriod;
  filter: ActivityFilter | null;
  extra: Criteria | null;
}>;

/** A stored tier as the form has it, its number with the comma or point of the reader's language. */
export function tierFormOf(tier: Stored, comma: boolean): TierForm {
  const empty = emptyTierForm();
  return {
    ...empty,
    name: tier.name,
    iconKey: tier.iconKey,
    colorToken: tier.colorToken ?? "",
    description: tier.description ?? "",
    criteriaType: tier.metric,
    criteriaThreshold: String(tier.threshold).replace(".", comma ? "," : "."),
    awardPeriod: tier.awardPeriod,
    counted: { filter: { ...empty.counted.filter, ...tier.filter } },
    asksMore: tier.extra !== null,
    criteria: tier.extra ? draftOf(tier.extra) : empty.criteria,
  };
}

const NUMBER = /^-?\d+(?:[.,]\d+)?$/;

/** A number as typed; what is none stays as it is, for the schema to refuse. */
export function numberTyped(typed: unknown): unknown {
  if (typeof typed !== "string") return typed;
  const compact = typed.replace(/\s/g, "").replace("\u2212", "-");
  if (compact === "") return undefined;
  return NUMBER.test(compact) ? Number(compact.replace(",", ".")) : typed;
}

/** The form's values as they are sent: what is empty is left out. */
type Sent = { [Name in keyof TierForm]?: unknown };

const known = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ""));

function filterOf(counted: unknown): object | undefined {
  const { filter = {} } = (counted ?? {}) as { filter?: Record<string, unknown> };
  const { kinds, minMinutes, minParticipants } = filter;
  const said = known({
    kinds: Array.isArray(kinds) && kinds.length > 0 ? kinds : undefined,
    minMinutes,
    minParticipants,
  });
  return Object.keys(said).length > 0 ? said : undefined;
}

/** The tier that a form says, for `tierInput` to judge. */
export function tierOf({ counted, asksMore, criteria, ...form }: Sent): Record<string, unknown> {
  return known({
    ...form,
    criteriaThreshold: numberTyped(form.criteriaThreshold),
    criteriaFilter: takesFilter(String(form.criteriaType)) ? filterOf(counted) : undefined,
    extraCriteria: asksMore ? writtenCriteria((criteria ?? {}) as LooseDraft) : undefined,
  });
}
