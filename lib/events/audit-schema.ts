import * as z from "zod";
import { isOfOurTimes } from "@/lib/validation";

/** `badge.revoked`: what was done to what. */
const action = z
  .string()
  .max(100)
  .regex(/^[a-z_]+\.[a-z_]+$/);

/** What the address of the audit log may say; anything else counts as not said. */
export const auditFilter = z.object({
  action: action.optional().catch(undefined),
  /** Who did it: a person's id, or `system`, `command` or `api_key`. */
  actor: z
    .union([z.uuid(), z.enum(["system", "command", "api_key"])])
    .optional()
    .catch(undefined),
  /** One thing: its id. */
  subject: z.uuid().optional().catch(undefined),
  from: z.iso.date().refine(isOfOurTimes).optional().catch(undefined),
  /** The number of the last entry of the page before. */
  after: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .optional()
    .catch(undefined),
});
export type AuditFilter = z.output<typeof auditFilter>;
