import * as z from "zod";
import { chosenIds } from "@/lib/people/chosen-schema";
import { isOneLine } from "@/lib/validation";

const line = (longest: number) => z.string().trim().min(1).max(longest).refine(isOneLine, "people.oneLine");

export const memberRoles = ["org_admin", "coordinator", "peer_mentor"] as const;
export const memberStatuses = ["active", "inactive"] as const;
export const memberRole = z.enum(memberRoles);

/** The one form of an address we compare by. */
export const memberEmail = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .transform((text) => text.toLowerCase());

const joinedOn = z.iso
  .date()
  .refine((day) => day >= "1900-01-01" && day <= "2200-12-31", "people.joinedOnRange")
  .optional();

const details = { displayName: line(200), email: memberEmail.optional(), joinedOn };

export const newPerson = z.strictObject({ ...details, role: memberRole });
export type NewPerson = z.output<typeof newPerson>;

export const personDetails = z.strictObject({
  userId: z.uuid(),
  ...details,
  externalRef: line(200).optional(),
});
export type PersonDetails = z.output<typeof personDetails>;

export const personId = z.strictObject({ userId: z.uuid() });
export const roleChange = z.strictObject({ userId: z.uuid(), role: memberRole });
export const ownName = z.strictObject({ displayName: line(200) });

/** Which people, whatever page and columns of them are shown. */
const which = {
  q: line(200).optional().catch(undefined),
  role: memberRole.optional().catch(undefined),
  status: z.enum(memberStatuses).optional().catch(undefined),
  /** Who holds this tier in a period that runs. */
  tier: z.uuid().optional().catch(undefined),
  group: z.uuid().optional().catch(undefined),
  /** By their users' ids. */
  ids: chosenIds,
};

export const personMatching = z.object(which);
export type PersonMatching = z.output<typeof personMatching>;

/** What the address of the list may say; anything else counts as not said. */
export const personFilter = z.object({
  ...which,
  sort: z.enum(["name", "-name"]).optional().catch(undefined),
  after: z.string().max(1_000).optional().catch(undefined),
  before: z.string().max(1_000).optional().catch(undefined),
});
export type PersonFilter = z.output<typeof personFilter>;

/** Search as you type. */
export const personSearch = z.object({ q: line(200).catch("") });
