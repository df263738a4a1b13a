/** The roles of a membership (seed 000), and the global admin, who has none but may act in every organisation. */
export type Role = "org_admin" | "coordinator" | "peer_mentor" | "global_admin";

const everyone = ["peer_mentor", "coordinator", "org_admin", "global_admin"] as const;
const coordinators = ["coordinator", "org_admin", "global_admin"] as const;
const admins = ["org_admin", "global_admin"] as const;
const operators = ["global_admin"] as const;

/** Who may do what inside an organisation: the only table of its kind. An org admin may do all a coordinator may. */
const ALLOWED = {
  "profile:read": everyone,
  "account:write": everyone,
  "inbox:read": everyone,
  // That something of one's own is wrong, and a pause of one's own.
  "mistakes:report": everyone,
  "mistakes:read": coordinators,
  "mistakes:answer": coordinators,
  "pauses:ask": everyone,
  "pauses:read": coordinators,
  "pauses:decide": coordinators,
  "people:read": coordinators,
  "people:write": admins,
  // Lists under a name; only administrators make one everybody's.
  "views:write": coordinators,
  "views:share": admins,
  "facts:read": coordinators,
  "facts:write": coordinators,
  "activities:receive": coordinators,
  "referrals:receive": coordinators,
  "course_registrations:receive": coordinators,
  "imports:read": coordinators,
  "imports:write": coordinators,
  "jobs:read": coordinators,
  "jobs:write": coordinators,
  "achievements:read": coordinators,
  "achievements:write": admins,
  // Of badges and of certificates.
  "pictures:read": coordinators,
  "pictures:write": admins,
  "badges:read": coordinators,
  "badges:award": coordinators,
  // Peer mentors only where their organisation lets them (organizations.peers_may_nominate).
  "badges:nominate": everyone,
  "badges:revoke": coordinators,
  "tiers:read": coordinators,
  "tiers:write": admins,
  "tiers:present": coordinators,
  "certifications:read": coordinators,
  "access:read": coordinators,
  "certifications:issue": coordinators,
  "certifications:revoke": coordinators,
  "certifications:correct": coordinators,
  // What is final is written over only in a migration (seed 004 revoked_cert_cannot_be_reactivated).
  "certifications:override": operators,
  "certification_types:read": coordinators,
  "certification_types:write": admins,
  "reports:read": coordinators,
  // Of awards that were handed over at a ceremony.
  "reports:present": coordinators,
  // Of achievements that carry a payment: that somebody was paid, or was not after all.
  "payments:write": admins,
  "settings:read": admins,
  "settings:write": admins,
  // Of Open Badges: the organisation's keys and what it publishes as an issuer.
  "issuer:read": admins,
  "issuer:write": admins,
  "audit:read": admins,
  "api_keys:read": admins,
  "api_keys:write": admins,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ALLOWED;

export const can = (role: Role, permission: Permission): boolean =>
  (ALLOWED[permission] as readonly Role[]).includes(role);

/** What another system may do with a key: the scopes an administrator chooses among, and what each allows. */
const SCOPES = {
  "people:read": ["people:read"],
  "achievements:read": ["achievements:read"],
  "awards:read": ["badges:read"],
  "tiers:read": ["tiers:read"],
  "certifications:read": ["certifications:read"],
  // Whether one person has a valid certificate, and not whose they all are.
  "access:read": ["access:read"],
  "activities:write": ["activities:receive"],
  "referrals:write": ["referrals:receive"],
  "course-registrations:write": ["course_registrations:receive"],
} as const satisfies Record<string, readonly Permission[]>;

export type ApiScope = keyof typeof SCOPES;
export const API_SCOPES = Object.keys(SCOPES) as [ApiScope, ...ApiScope[]];

export const scopesAllow = (scopes: readonly ApiScope[], permission: Permission): boolean =>
  scopes.some((scope) => (SCOPES[scope] as readonly Permission[]).includes(permission));
