/** The database cannot be had, in words for the person who starts Heder. Doors report it as `unavailable`. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
