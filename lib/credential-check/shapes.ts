import * as z from "zod";
import { many } from "@/lib/credential-check/parsed";

const text = z.string().min(1);
const address = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/i);
const time = z.iso.datetime({ offset: true });

/** JSON-LD writes one type or several. */
const typed = (...names: string[]) =>
  z
    .unknown()
    .refine((types) => many(types).some((type) => typeof type === "string" && names.includes(type)), "type");
const oneOrMany = <T extends z.ZodType>(one: T) => z.union([one, z.array(one)]);

const profile = z.looseObject({ id: address, type: z.unknown().optional(), name: text.optional() });
const identity = z.looseObject({
  type: typed("IdentityObject"),
  hashed: z.boolean(),
  identityHash: text,
  identityType: text,
  salt: z.string().optional(),
});
const achievement = z.looseObject({
  id: address,
  type: typed("Achievement"),
  name: text,
  description: text,
  criteria: z.looseObject({ id: address.optional(), narrative: z.string().optional() }),
});
const subject = z
  .looseObject({
    type: typed("AchievementSubject"),
    id: address.optional(),
    identifier: oneOrMany(identity).optional(),
    achievement,
  })
  .refine(({ id, identifier }) => id !== undefined || identifier !== undefined, { path: ["id"] });
const endorsed = z.looseObject({
  id: address,
  type: typed("EndorsementSubject"),
  endorsementComment: text.optional(),
});
const status = z.looseObject({ type: text, id: address.optional() });

const common = {
  "@context": z.array(z.unknown()).min(2),
  id: address.optional(),
  issuer: z.union([address, profile]),
  name: text.optional(),
  validFrom: time.optional(),
  validUntil: time.optional(),
  issuanceDate: time.optional(),
  expirationDate: time.optional(),
  credentialStatus: oneOrMany(status).optional(),
};
const isDated = (credential: { validFrom?: string; issuanceDate?: string }) =>
  credential.validFrom !== undefined || credential.issuanceDate !== undefined;

/** What an Open Badge 3.0 must have (1EdTech Open Badges 3.0, B.1). Whatever else it has is nobody's business here. */
export const badgeCredential = z
  .looseObject({
    ...common,
    type: typed("OpenBadgeCredential", "AchievementCredential"),
    credentialSubject: subject,
  })
  .refine(isDated, { path: ["validFrom"] });

/** An endorsement, which is a credential of its own. */
export const endorsementCredential = z
  .looseObject({ ...common, type: typed("EndorsementCredential"), credentialSubject: endorsed })
  .refine(isDated, { path: ["validFrom"] });

const v2Context = z
  .unknown()
  .refine((context) =>
    many(context).some(
      (one) =>
        typeof one === "string" &&
        /^https:\/\/(?:w3id\.org\/openbadges|openbadgespec\.org)\/v[12]$/.test(one),
    ),
  );

/** An assertion of Open Badges 2.0. */
export const assertion = z.looseObject({
  "@context": v2Context,
  id: address,
  type: typed("Assertion"),
  recipient: z.looseObject({
    type: text,
    identity: text,
    hashed: z.boolean().optional(),
    salt: z.string().optional(),
  }),
  badge: z.union([address, z.looseObject({})]),
  issuedOn: time,
  expires: time.optional(),
  verification: z.looseObject({ type: z.unknown() }).optional(),
});

/** What the assertion is of. */
export const badgeClass = z.looseObject({
  id: address,
  type: typed("BadgeClass"),
  name: text,
  description: text,
  criteria: z.union([address, z.looseObject({})]),
  issuer: z.union([address, z.looseObject({ id: address })]),
});

export const issuerProfile = z.looseObject({ id: address, name: text, url: address });

/** Where a document misses its schema first, as `credentialSubject.achievement.name`; null: it fits. */
export function missesAt(schema: z.ZodType, document: unknown): string | null {
  const outcome = schema.safeParse(document);
  if (outcome.success) return null;
  const [issue] = outcome.error.issues;
  return issue?.path.map(String).join(".").slice(0, 100) || "?";
}
