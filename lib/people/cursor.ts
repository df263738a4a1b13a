import * as z from "zod";
import { isStorable } from "@/lib/validation";

/** A place in the list of people: after whom it goes on. */
export type PersonCursor = Readonly<{ name: string; id: string }>;

const name = z.string().max(200).refine(isStorable);
const schema = z.tuple([name, z.uuid()]);

export const writeCursor = ({ displayName, id }: { displayName: string; id: string }): string =>
  Buffer.from(JSON.stringify([displayName, id])).toString("base64url");

/** A cursor that nobody gave out means the first page. */
export function readCursor(text: string | undefined): PersonCursor | null {
  try {
    const [displayName, id] = schema.parse(JSON.parse(Buffer.from(text ?? "", "base64url").toString()));
    return { name: displayName, id };
  } catch {
    return null;
  }
}
