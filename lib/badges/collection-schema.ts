import * as z from "zod";
import { categories } from "@/lib/achievements/definition-keys";

/** What the address of a person's whole collection may say; anything else counts as not said. */
export const collectionFilter = z.object({
  category: z.enum(categories).optional().catch(undefined),
  /** Every time that one achievement was given. */
  achievement: z.uuid().optional().catch(undefined),
  after: z.string().max(1_000).optional().catch(undefined),
});
export type CollectionFilter = z.output<typeof collectionFilter>;
