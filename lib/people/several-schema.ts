import * as z from "zod";
import { isOneLine, isStorable } from "@/lib/validation";

const line = z.string().trim().min(1).max(200).refine(isOneLine, "people.oneLine");
const role = z.enum(["org_admin", "coordinator", "peer_mentor"]);

/** Everybody active whom these describe; everybody there is when nothing is said. */
export const peopleMatching = z.strictObject({
  q: line.optional(),
  role: role.optional(),
  group: z.uuid().optional(),
});
export type PeopleMatching = z.output<typeof peopleMatching>;

/** The three ways to say whom something is done for; `list` is text that a door reads into lines. */
export const severalPeople = ({ people, characters }: { people: number; characters: number }) => ({
  userIds: z.array(z.uuid()).min(1, "badges.nobodyChosen").max(people).optional(),
  matching: peopleMatching.optional(),
  list: z.string().min(1).max(characters).refine(isStorable, "field.characters").optional(),
});

type Ways = Readonly<{ userIds?: unknown; matching?: unknown; list?: unknown }>;

/** Refuses none of the ways, and more than one. */
export function requireOneWay({ userIds, matching, list }: Ways, context: z.RefinementCtx): void {
  const ways = [userIds, matching, list].filter((way) => way !== undefined);
  if (ways.length === 1) return;
  const message = ways.length === 0 ? "badges.nobodyChosen" : "badges.chooseOneWay";
  context.addIssue({ code: "custom", path: ["userIds"], message });
}

/** What the address of the people to choose from may say. */
export const pickerFilter = z.object({
  q: line.optional().catch(undefined),
  role: role.optional().catch(undefined),
  group: z.uuid().optional().catch(undefined),
  after: z.string().max(1_000).optional().catch(undefined),
});
export type PickerFilter = z.output<typeof pickerFilter>;
