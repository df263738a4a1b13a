import type { Role } from "@/lib/auth/policy";
import type { Criteria, LeafRuleOf } from "@/lib/criteria/schema";

export const signingRoles = ["coordinator", "org_admin", "global_admin"] as const;
export type SigningRole = (typeof signingRoles)[number];

/** The sign-offs one rule asks for: all of the roles, or any of them (seed 003, manual criteria). */
export type AskedSignOff = Readonly<{ roles: readonly SigningRole[]; match: "all" | "any" }>;

type Rule = Criteria["rules"][number];
const isApproval = (rule: Rule): rule is LeafRuleOf<"manual_approval"> => rule.type === "manual_approval";

/** Every sign-off that criteria ask for, those in groups too; none for what is not given by sign-offs. */
export const askedSignOffs = (criteria: Criteria | null): readonly AskedSignOff[] =>
  (criteria?.rules ?? [])
    .flatMap((rule): Rule[] => (rule.type === "group" ? rule.rules : [rule]))
    .filter(isApproval)
    .map(({ roles, match }) => ({ roles, match }));

const STANDS_FOR: Readonly<Record<Role, readonly SigningRole[]>> = {
  peer_mentor: [],
  coordinator: ["coordinator"],
  org_admin: ["org_admin", "coordinator"],
  global_admin: ["global_admin", "org_admin", "coordinator"],
};

/** The roles somebody may sign off for, their own first; an org admin may stand for the coordinators. */
export const standsFor = (role: Role): readonly SigningRole[] => STANDS_FOR[role];

/** The roles whose sign-off is still needed, in a fixed order; where any of several will do, all of them until one has. */
export function lackingRoles(
  asked: readonly AskedSignOff[],
  signed: readonly SigningRole[],
): readonly SigningRole[] {
  const has = (role: SigningRole) => signed.includes(role);
  const lacking = asked.flatMap(({ roles, match }) =>
    match === "any" && roles.some(has) ? [] : roles.filter((role) => !has(role)),
  );
  return signingRoles.filter((role) => lacking.includes(role));
}
