import * as z from "zod";
import { badgeStandings } from "@/lib/badges/rules";
import { isPeriodKey } from "@/lib/tiers/period-rules";

/** Which awards to export: all, or those that stand like this when they are read. */
export const awardExport = z.strictObject({ status: z.enum(badgeStandings).optional() });

export const certificationStatuses = ["active", "expiring_soon", "expired", "revoked", "superseded"] as const;

/** Which certificates to export: all, or those that stand like this when they are read. */
export const certificationExport = z.strictObject({ status: z.enum(certificationStatuses).optional() });

export const tierAssignmentStatuses = ["assigned", "superseded", "revoked"] as const;

/** Which tier assignments to export: all, or those that stand like this, or those of one period. */
export const tierAssignmentExport = z.strictObject({
  status: z.enum(tierAssignmentStatuses).optional(),
  period: z.string().max(10).refine(isPeriodKey, "tiers.periodKey").optional(),
});
