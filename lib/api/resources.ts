import * as z from "zod";
import {
  statuses as achievementStatuses,
  categories,
  triggerTypes,
} from "@/lib/achievements/definition-keys";
import { tierAssignmentStatuses } from "@/lib/api/read-schema";
import { badgeSources, badgeStandings } from "@/lib/badges/rules";
import { certificationSources, certificationStatuses } from "@/lib/certifications/rules";
import { REFERRAL_STATUSES, REGISTRATION_STATUSES } from "@/lib/facts/rules";
import { PROBLEM_CODES } from "@/lib/http/problem";
import { memberRoles, memberStatuses } from "@/lib/people/schema";

// What the API answers. Nothing here is parsed at run time: it is the document, and the tests hold the answers against it.
const id = z.uuid();
const instant = z.iso.datetime().meta({ example: "2026-11-20T17:30:00.000Z" });
const day = z.iso.date();
const person = z.string().meta({
  description: "Reference, or else e-mail address, or else id: what `person` of a request takes.",
  example: "m-1024",
});
const whose = { user_id: id.meta({ description: "The id of the person." }), person };
const times = { created_at: instant, updated_at: instant };
const received = {
  source: z.string(),
  external_id: z.string().nullable(),
  voided_at: instant.nullable().meta({ description: "When somebody voided it: it counts for nothing." }),
  ...times,
};

export const activity = z
  .strictObject({
    id,
    ...whose,
    kind: z.string(),
    occurred_at: instant,
    minutes: z.int().nullable(),
    participants: z.int().nullable(),
    ...received,
  })
  .meta({ id: "Activity" });

export const referral = z
  .strictObject({ id, ...whose, occurred_at: instant, status: z.enum(REFERRAL_STATUSES), ...received })
  .meta({ id: "Referral" });

export const courseRegistration = z
  .strictObject({
    id,
    ...whose,
    course_id: id,
    course: z.string().meta({ description: "The code of the course." }),
    status: z.enum(REGISTRATION_STATUSES),
    registered_on: day.nullable(),
    completed_on: day.nullable(),
    grade: z.string().nullable(),
    voided_at: received.voided_at,
    ...times,
  })
  .meta({ id: "CourseRegistration" });

const fieldProblem = z
  .strictObject({
    field: z
      .string()
      .meta({ description: "As it stands in the request; empty for the whole.", example: "person" }),
    code: z.string().meta({ description: "The same in every language.", example: "api.unknownPerson" }),
    message: z.string().meta({ description: "For a person, in the language of Accept-Language." }),
  })
  .meta({ id: "FieldProblem" });

export const problem = z
  .strictObject({
    type: z.string().meta({ example: "urn:heder:problem:invalid" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(PROBLEM_CODES),
    errors: z.array(fieldProblem),
  })
  .meta({ id: "Problem", description: "What went wrong (RFC 9457)." });

export const batchResults = z
  .strictObject({
    results: z.array(
      z.strictObject({
        index: z.int().meta({ description: "Place in `items`, from 0." }),
        status: z.enum(["created", "updated", "unchanged", "rejected"]),
        id: id.nullable(),
        errors: z.array(fieldProblem),
        warnings: z.array(fieldProblem).meta({ description: "Odd, and received all the same." }),
      }),
    ),
  })
  .meta({ id: "BatchResults" });

export const personResource = z
  .strictObject({
    id,
    person,
    external_ref: z.string().nullable(),
    name: z.string(),
    email: z.string().nullable(),
    role: z.enum(memberRoles),
    status: z.enum(memberStatuses),
    joined_on: day.nullable(),
    ...times,
  })
  .meta({ id: "Person" });

export const achievementResource = z
  .strictObject({
    id,
    key: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.enum(categories),
    status: z.enum(achievementStatuses),
    trigger_type: z.enum(triggerTypes),
    trigger_threshold: z.int().nullable(),
    trigger_metadata: z.record(z.string(), z.unknown()),
    criteria: z.record(z.string(), z.unknown()).nullable(),
    is_repeatable: z.boolean(),
    badge_icon_url: z.string().nullable(),
    payment_amount: z
      .number()
      .nullable()
      .meta({ description: "What is paid each time it is earned from now on.", example: 1500 }),
    payment_currency: z.string().nullable().meta({ description: "ISO 4217.", example: "NOK" }),
    ...times,
  })
  .meta({ id: "Achievement" });

export const awardResource = z
  .strictObject({
    id,
    ...whose,
    achievement_id: id,
    achievement: z.string().meta({ description: "The key of the achievement." }),
    occurrence: z.string().meta({ description: "`once`, a period, or which time.", example: "2026-Q4" }),
    status: z.enum(badgeStandings).meta({
      description: "As it stands at the time of the request; `declined`: the holder does not want it.",
    }),
    source: z.enum(badgeSources),
    met_on: day.nullable(),
    awarded_at: instant,
    expires_at: instant.nullable(),
    revoked_at: instant.nullable(),
    revocation_reason: z.string().nullable(),
    evidence_url: z.string().nullable(),
    ...times,
  })
  .meta({ id: "Award" });

export const tierAssignmentResource = z
  .strictObject({
    id,
    ...whose,
    tier_id: id,
    tier: z.string().meta({ description: "The name of the tier." }),
    period_key: z.string(),
    period_start: instant.nullable(),
    period_end: instant.nullable(),
    metric_value: z.number(),
    status: z.enum(tierAssignmentStatuses),
    assigned_at: instant,
    revoked_at: instant.nullable(),
    ...times,
  })
  .meta({ id: "TierAssignment" });

export const certificationResource = z
  .strictObject({
    id,
    ...whose,
    number: z.string(),
    type: z.string().meta({ description: "The code of the type." }),
    type_name: z.string(),
    status: z.enum(certificationStatuses).meta({ description: "As it stands at the time of the request." }),
    source: z.enum(certificationSources),
    issued_at: instant,
    expires_at: instant.nullable(),
    revoked_at: instant.nullable(),
    revocation_reason: z.string().nullable(),
    renewed_by: id.nullable().meta({ description: "The certificate that stands in its place." }),
    ...times,
  })
  .meta({ id: "Certification" });

/** One page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    next: z
      .string()
      .nullable()
      .meta({ description: "The address of the next page, or null on the last one." }),
    synced_until: instant.meta({
      description:
        "`updated_since` of your next synchronisation: the first page's, which all pages repeat. Some things may come twice; none is missed.",
    }),
  });
