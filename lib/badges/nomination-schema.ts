import type * as z from "zod";
import { awardInput } from "@/lib/badges/schema";

/** Somebody proposed for an achievement, with why and with what there is to show; another decides. */
export const nominationInput = awardInput.omit({ awardedOn: true, silent: true, evenBeforeJoining: true });
export type NominationInput = z.input<typeof nominationInput>;
export type Nomination = z.output<typeof nominationInput>;
