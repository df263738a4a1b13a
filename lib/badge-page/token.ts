import { createHash, randomBytes } from "node:crypto";

/** The secret of a new link: 256 random bits, which nobody guesses and the database does not have. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What the database keeps of it. */
export const hashOf = (token: string): Buffer<ArrayBuffer> => createHash("sha256").update(token).digest();
