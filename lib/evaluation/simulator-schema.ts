import * as z from "zod";

export const periodUnits = ["year", "quarter", "month"] as const;

/** What the address of a simulator says; what it cannot mean is as if it were not there. */
export const simulatorFilter = z.object({
  /** Place of the rule: `2`, or `2.1` inside a group. */
  rule: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,2})?$/)
    .optional()
    .catch(undefined),
  per: z.enum(periodUnits).optional().catch(undefined),
});
export type SimulatorFilter = z.output<typeof simulatorFilter>;
