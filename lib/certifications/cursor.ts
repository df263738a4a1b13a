/**
 * Where a page of a list begins: the moment it is in order of, in microseconds as the database keeps it, and the id.
 * `infinity` is the expiry of what never expires.
 */
export type Place = Readonly<{ micros: string; id: string }>;

export const cursorOf = ({ micros, id }: Place): string =>
  Buffer.from(JSON.stringify([micros, id])).toString("base64url");

// No longer than 17 digits, which is 3,000 years: PostgreSQL has no time much before.
const CURSOR = /^\["(-?\d{1,17}|infinity)","([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"\]$/;

/** A cursor that nobody gave out means the first page. */
export function readCursor(text: string): Place | null {
  const [, micros, id] = CURSOR.exec(Buffer.from(text, "base64url").toString()) ?? [];
  return micros && id ? { micros, id } : null;
}
