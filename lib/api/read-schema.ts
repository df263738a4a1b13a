import * as z from "zod";
import { statuses as achievementStatuses, categories } from "@/lib/achievements/definition-keys";
import { DEFAULT_PAGE, MAX_PAGE } from "@/lib/api/rules";
import { badgeStandings } from "@/lib/badges/rules";
import { certificationStatuses } from "@/lib/certifications/rules";
import { memberRoles, memberStatuses } from "@/lib/people/schema";
import { isOfOurTimes, isStorable } from "@/lib/validation";

export const tierAssignmentStatuses = ["assigned", "superseded", "revoked"] as const;

const text = (maximum: number, description: string) =>
  z.string().min(1).max(maximum).refine(isStorable, "field.characters").optional().meta({ description });

/** What every list takes. */
const paging = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .default(DEFAULT_PAGE)
    .meta({ description: "How many on a page." }),
  cursor: text(1000, "Where a page begins: as it stands in `next` of the page before."),
  updated_since: z.iso
    .datetime({ error: "api.badInstant" })
    .refine((instant) => isOfOurTimes(instant.slice(0, 10)), "field.ourTimes")
    .optional()
    .meta({
      description:
        "Only what was created or changed at this instant (UTC) or later. Use `synced_until` of your last synchronisation.",
      example: "2026-11-20T14:05:00Z",
    }),
};

const person = text(254, "Only those of this person: reference, e-mail address or id.");
const achievement = text(100, "Only those of this achievement: key or id.");

export const peopleQuery = z.strictObject({
  ...paging,
  external_ref: text(200, "The person with this reference."),
  email: text(254, "The person with this e-mail address in the organisation."),
  role: z.enum(memberRoles).optional(),
  status: z.enum(memberStatuses).optional(),
});
export const achievementsQuery = z.strictObject({
  ...paging,
  key: text(100, "The achievement with this key."),
  category: z.enum(categories).optional(),
  status: z.enum(achievementStatuses).optional(),
});
export const awardsQuery = z.strictObject({
  ...paging,
  person,
  achievement,
  status: z.enum(badgeStandings).optional(),
});
export const tierAssignmentsQuery = z.strictObject({
  ...paging,
  person,
  period: text(20, "Only those of this period, as in `period_key`."),
  status: z.enum(tierAssignmentStatuses).optional(),
});
export const certificationsQuery = z.strictObject({
  ...paging,
  person,
  number: text(50, "The certificate with this number."),
  type: text(100, "Only those of the type with this code."),
  status: z.enum(certificationStatuses).optional(),
});

/** What is common to the queries of all lists, after parsing. */
export type Paging = Readonly<{
  limit: number;
  cursor?: string | undefined;
  updated_since?: string | undefined;
}>;
