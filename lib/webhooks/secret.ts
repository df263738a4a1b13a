import { randomBytes } from "node:crypto";
import { decrypt, encrypt } from "@/lib/encryption";

/** As Standard Webhooks writes it, so that its libraries take it as it stands. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

const ownerOf = (organizationId: string, webhookId: string) => `${organizationId} ${webhookId}`;

/** The secret as it is kept; only for this webhook of this organisation. */
export const sealSecret = (secret: string, organizationId: string, webhookId: string) =>
  encrypt(secret, "webhook secret", ownerOf(organizationId, webhookId));

/** Throws `Unreadable`. */
export const openSecret = (sealed: Uint8Array, organizationId: string, webhookId: string): string =>
  decrypt(sealed, "webhook secret", ownerOf(organizationId, webhookId));
