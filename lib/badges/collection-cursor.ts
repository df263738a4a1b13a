import * as z from "zod";
import { isOfOurTimes } from "@/lib/validation";

/** A place in a collection, which goes from the newest to the oldest: after which badge it goes on. */
export type CollectionPlace = Readonly<{
  earnedOn: string;
  /** Microseconds since 1970, as PostgreSQL counts them: two awards of one day keep their order. */
  moment: string;
  id: string;
}>;

const schema = z.tuple([z.iso.date().refine(isOfOurTimes), z.string().regex(/^-?\d{1,17}$/), z.uuid()]);

export const writePlace = ({ earnedOn, moment, id }: CollectionPlace): string =>
  Buffer.from(JSON.stringify([earnedOn, moment, id])).toString("base64url");

/** A cursor that nobody gave out means the first page. */
export function readPlace(text: string | undefined): CollectionPlace | null {
  try {
    const [earnedOn, moment, id] = schema.parse(JSON.parse(Buffer.from(text ?? "", "base64url").toString()));
    return { earnedOn, moment, id };
  } catch {
    return null;
  }
}
