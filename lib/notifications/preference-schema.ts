import * as z from "zod";
import { NOTIFICATION_KINDS } from "@/lib/notifications/rules";

const kinds = z.array(z.enum(NOTIFICATION_KINDS)).max(NOTIFICATION_KINDS.length);

export const digestChoices = ["every_time", "daily", "weekly"] as const;

/** A full hour of the organisation's clock, `hh:00`. */
const hour = z.string().regex(/^([01]\d|2[0-3]):00$/, "messagePreferences.hour");

export const hours = Array.from({ length: 24 }, (_, at) => `${String(at).padStart(2, "0")}:00`);

/** What somebody wants to be told, and how; the kinds named are wanted. */
export const messagePreferences = z
  .strictObject({
    mail: kinds,
    push: kinds,
    digest: z.enum(digestChoices),
    quietFrom: hour.optional(),
    quietTo: hour.optional(),
  })
  .superRefine(({ quietFrom, quietTo }, { addIssue }) => {
    const at = (path: string, message: string) => addIssue({ code: "custom", path: [path], message });
    if (quietFrom !== undefined && quietTo === undefined) at("quietTo", "messagePreferences.bothHours");
    if (quietFrom === undefined && quietTo !== undefined) at("quietFrom", "messagePreferences.bothHours");
    if (quietFrom !== undefined && quietFrom === quietTo) at("quietTo", "messagePreferences.sameHour");
  });
export type MessagePreferences = z.output<typeof messagePreferences>;
