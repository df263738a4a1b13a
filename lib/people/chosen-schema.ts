import * as z from "zod";

/** As many as an address holds with room to spare; a page of a list has fewer. */
const MOST = 200;

/**
 * Rows of a list that were chosen one by one, as an address says them: `ids=a,b`, or several times. Whatever does not
 * fit chooses nothing, which is less than everything.
 */
export const chosenIds = z
  .preprocess(
    (said) => (typeof said === "string" ? said.split(",").filter(Boolean) : said),
    z.array(z.uuid()).min(1).max(MOST),
  )
  .optional()
  .catch([]);
