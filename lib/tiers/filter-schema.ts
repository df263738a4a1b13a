import * as z from "zod";
import { awardPeriods, isPeriodKey } from "@/lib/tiers/period-rules";

const place = z.string().max(1_000).optional().catch(undefined);

/** What the address of the standings may say; anything else counts as not said. */
export const standingsFilter = z.object({
  period: z.string().max(10).refine(isPeriodKey).optional().catch(undefined),
  show: z.enum(["held", "near"]).optional().catch(undefined),
  tier: z.uuid().optional().catch(undefined),
  group: z.uuid().optional().catch(undefined),
  presented: z.enum(["yes", "no"]).optional().catch(undefined),
  after: place,
  before: place,
});
export type StandingsFilter = z.output<typeof standingsFilter>;

export const tierSimulatorFilter = z.object({ kind: z.enum(awardPeriods).optional().catch(undefined) });
