import * as z from "zod";
import { awardInput } from "@/lib/badges/schema";
import { isStorable } from "@/lib/validation";

/** Somebody proposed for an achievement, with why and with what there is to show; another decides. */
export const nominationInput = awardInput.omit({ awardedOn: true, silent: true, evenBeforeJoining: true });
export type NominationInput = z.input<typeof nominationInput>;
export type Nomination = z.output<typeof nominationInput>;

/** Search as you type among those who may be nominated. */
export const nomineeSearch = z.string().trim().min(2).max(200).refine(isStorable, "field.characters");
