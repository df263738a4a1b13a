import * as z from "zod";
import { isStorable } from "@/lib/validation";

/** A place in a list of standings: how far down, after whom. */
export type StandingPlace = Readonly<{ rank: number; name: string; id: string }>;

const schema = z.tuple([z.number(), z.string().max(200).refine(isStorable), z.uuid()]);

export const writePlace = ({ rank, name, id }: StandingPlace): string =>
  Buffer.from(JSON.stringify([rank, name, id])).toString("base64url");

/** A cursor that nobody gave out means the first page. */
export function readPlace(text: string | undefined): StandingPlace | null {
  try {
    const [rank, name, id] = schema.parse(JSON.parse(Buffer.from(text ?? "", "base64url").toString()));
    return { rank, name, id };
  } catch {
    return null;
  }
}
