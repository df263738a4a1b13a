import * as z from "zod";
import { isStorable } from "@/lib/validation";

/** A place in a list that is sorted by standing, what is missing, name and id. */
export type Place = Readonly<{ rank: number; missing: number; name: string; id: string }>;

const place = z.tuple([
  z.int().min(0).max(100),
  z.number().min(0),
  z.string().max(500).refine(isStorable),
  z.uuid(),
]);

export const writePlace = ({ rank, missing, name, id }: Place): string =>
  Buffer.from(JSON.stringify([rank, missing, name, id])).toString("base64url");

/** A cursor that nobody gave out means the first page. */
export function readPlace(text: string | undefined): Place | null {
  try {
    const [rank, missing, name, id] = place.parse(
      JSON.parse(Buffer.from(text ?? "", "base64url").toString()),
    );
    return { rank, missing, name, id };
  } catch {
    return null;
  }
}
