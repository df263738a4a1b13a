import * as z from "zod";

/** Longer than any name, and as much as is looked at: a whole text that was pasted finds nobody anyway. */
const MOST_TYPED = 100;

/** What somebody typed into a search, whatever it was: on one line, without what a database cannot keep, and not endless. */
export const typedSearch = z
  .string()
  .transform((text) =>
    text
      .slice(0, MOST_TYPED)
      .toWellFormed()
      .replaceAll("\uFFFD", " ")
      .replace(/\p{Cc}+/gu, " ")
      .trim(),
  )
  .catch("");
