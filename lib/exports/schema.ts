import * as z from "zod";
import { badgeStatuses } from "@/lib/badges/rules";

/** Which awards to export: all, or those that stand like this when they are read. */
export const awardExport = z.strictObject({ status: z.enum(badgeStatuses).optional() });

export const certificationStatuses = ["active", "expiring_soon", "expired", "revoked", "superseded"] as const;

/** Which certificates to export: all, or those that stand like this when they are read. */
export const certificationExport = z.strictObject({ status: z.enum(certificationStatuses).optional() });
