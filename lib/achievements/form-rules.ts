import type {
  achievementTypes,
  Category,
  digests,
  TriggerType,
  unmetPolicies,
} from "@/lib/achievements/definition-keys";
import type { Alignment } from "@/lib/achievements/detail-schema";
import type { TriggerMetadata } from "@/lib/achievements/schema";
import { type CriteriaDraft, draftOf, emptyCriteria, type Typed } from "@/lib/criteria/draft-rules";
import { criteriaSchema } from "@/lib/criteria/schema";
import { type LooseDraft, writtenCriteria } from "@/lib/criteria/written-rules";

export const expiries = ["never", "period", "date"] as const;
export type AlignmentForm = Record<keyof Required<Alignment>, string>;

/**
 * A definition while somebody writes it. What belongs to other choices than the present ones is kept, so that a choice
 * can be changed and changed back; `definitionOf` takes what counts.
 */
export type AchievementForm = {
  name: string;
  key: string;
  description: string;
  category: Category;
  badgeIconUrl: string;
  triggerType: TriggerType;
  triggerThreshold: Typed;
  triggerMetadata: { period: string; year: Typed; unit: string };
  criteria: CriteriaDraft;
  isRepeatable: boolean;
  needsApproval: boolean;
  unmetPolicy: (typeof unmetPolicies)[number];
  renewable: boolean;
  expiry: (typeof expiries)[number];
  expirePeriod: Typed;
  expireDate: string;
  /** "veileder, samtale" */
  /** What is paid each time; the currency goes with it. */
  paymentAmount: Typed;
  paymentCurrency: string;
  tags: string;
  language: string;
  version: string;
  imageCaption: string;
  imageAuthorName: string;
  imageAuthorEmail: string;
  imageAuthorUrl: string;
  issuerName: string;
  issuerUrl: string;
  issuerContact: string;
  messageSubject: string;
  message: string;
  attachment: boolean;
  notification: (typeof digests)[number];
  type: (typeof achievementTypes)[number];
  course: string;
  alignments: AlignmentForm[];
  related: string[];
};

export const emptyAlignment = (): AlignmentForm => ({
  name: "",
  url: "",
  description: "",
  framework: "",
  code: "",
});

export const emptyForm = (): AchievementForm => ({
  name: "",
  key: "",
  description: "",
  category: "activity",
  badgeIconUrl: "star",
  triggerType: "activity_count",
  triggerThreshold: "",
  triggerMetadata: { period: "", year: "", unit: "" },
  criteria: emptyCriteria(),
  isRepeatable: false,
  needsApproval: false,
  unmetPolicy: "keep",
  renewable: false,
  expiry: "never",
  expirePeriod: "",
  expireDate: "",
  paymentAmount: "",
  paymentCurrency: "NOK",
  tags: "",
  language: "",
  version: "",
  imageCaption: "",
  imageAuthorName: "",
  imageAuthorEmail: "",
  imageAuthorUrl: "",
  issuerName: "",
  issuerUrl: "",
  issuerContact: "",
  messageSubject: "",
  message: "",
  attachment: true,
  notification: "never",
  type: "site",
  course: "",
  alignments: [],
  related: [],
});

/** What is stored of a definition, as the queries give it. */
type Stored = Readonly<{
  triggerMetadata: TriggerMetadata;
  criteria: unknown;
  expirePeriod: number | null;
  expireDate: string | null;
  tags: readonly string[];
  course: Readonly<{ code: string }> | null;
  alignments: readonly Alignment[];
  related: readonly Readonly<{ key: string }>[];
}> &
  Readonly<Record<string, unknown>>;

/** Criteria that a former version let through and this one does not are kept out of the form: it begins without. */
function draftOfStored(criteria: unknown): CriteriaDraft {
  const known = criteria ? criteriaSchema.safeParse(criteria) : null;
  return known?.success ? draftOf(known.data) : emptyCriteria();
}

const expiryOf = ({ expireDate, expirePeriod }: Stored) => {
  if (expireDate) return "date";
  return expirePeriod ? "period" : "never";
};

/** A stored definition as the form has it: nothing is null, and what goes without saying is not said. */
export function formOf(stored: Stored): AchievementForm {
  const empty = emptyForm();
  const { period, year, unit } = stored.triggerMetadata;
  const same = Object.keys(empty).flatMap((name) => {
    const value = stored[name];
    return value === null || value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...empty,
    badgeIconUrl: "",
    ...Object.fromEntries(same),
    triggerMetadata: {
      period: period && period !== "lifetime" ? period : "",
      year: year ?? "",
      unit: unit && unit !== "week" ? unit : "",
    },
    criteria: draftOfStored(stored.criteria),
    expiry: expiryOf(stored),
    tags: stored.tags.join(", "),
    course: stored.course?.code ?? "",
    alignments: stored.alignments.map((alignment) => ({ ...emptyAlignment(), ...alignment })),
    related: stored.related.map(({ key }) => key),
  };
}

/** The form's values as they are sent: what is empty is left out. */
type Sent = { [Name in keyof AchievementForm]?: unknown };

/** Which parts of `triggerMetadata` a trigger asks for. */
function metadataOf(trigger: unknown, { period, year, unit }: Record<string, unknown>) {
  if (trigger === "activity_streak") return { unit };
  const counts = ["activity_count", "referral_count", "course_completion"].includes(String(trigger));
  return counts ? { period, year: period === "year" ? year : undefined } : {};
}

const withThreshold = [
  "activity_count",
  "activity_streak",
  "referral_count",
  "course_completion",
  "certification_issued",
];

const listed = (text: unknown) =>
  String(text ?? "")
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

const known = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ""));

/** The definition that a form says, for `achievementInput` to judge. */
export function definitionOf({ expiry, tags, ...form }: Sent): Record<string, unknown> {
  const trigger = form.triggerType;
  return known({
    ...form,
    triggerThreshold: withThreshold.includes(String(trigger)) ? form.triggerThreshold : undefined,
    triggerMetadata: known(metadataOf(trigger, (form.triggerMetadata ?? {}) as Record<string, unknown>)),
    criteria: trigger === "criteria" ? writtenCriteria((form.criteria ?? {}) as LooseDraft) : undefined,
    expirePeriod: expiry === "period" ? (form.expirePeriod ?? "") : undefined,
    expireDate: expiry === "date" ? form.expireDate : undefined,
    paymentCurrency:
      known({ amount: form.paymentAmount }).amount === undefined ? undefined : form.paymentCurrency,
    tags: listed(tags),
    course: form.type === "course" ? form.course : undefined,
  });
}
