import { createHash } from "node:crypto";

/** Whom a credential is of: hashed together with the credential's own salt, so that two badges do not show one person. */
export type Holder = Readonly<{ email: string | null; userId: string; salt: string }>;

const hashed = (identity: string, salt: string) =>
  `sha256$${createHash("sha256").update(`${identity}${salt}`, "utf8").digest("hex")}`;

/** What is hashed: the e-mail in small letters, or an id of ours for people whose address nobody knows. */
const identityOf = ({ email, userId }: Holder) => email?.trim().toLowerCase() || `urn:uuid:${userId}`;

/** The holder in an Open Badges 3.0 credential. */
export const identityObject = (holder: Holder) => ({
  type: "IdentityObject",
  hashed: true,
  identityHash: hashed(identityOf(holder), holder.salt),
  identityType: holder.email ? "emailAddress" : "systemId",
  salt: holder.salt,
});

/** The holder in an Open Badges 2.0 assertion. */
export const recipient = (holder: Holder) => ({
  type: holder.email ? "email" : "id",
  hashed: true,
  identity: hashed(identityOf(holder), holder.salt),
  salt: holder.salt,
});
