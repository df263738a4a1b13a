import { generateKeyPairSync } from "node:crypto";
import { type JWK, SignJWT } from "jose";

/** A badge of an issuer elsewhere, as a drawing that carries it; `name` is what it is for. */
export type ForeignBadge = Readonly<{ svg: string; altered: string }>;

const drawing = (jwt: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" viewBox="0 0 10 10"><openbadges:credential verify="${jwt}"/><circle cx="5" cy="5" r="4" fill="#c00"/></svg>`;

/**
 * Issued by a key that is its own issuer (did:jwk), so that the server need ask nobody about it. `altered` is the same
 * with another name in it, and the signature it had.
 */
export async function foreignBadge(name: string, altered: string): Promise<ForeignBadge> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const jwk = publicKey.export({ format: "jwk" }) as JWK;
  const issuer = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString("base64url")}`;
  const credential = {
    "@context": [
      "https://www.w3.org/ns/credentials/v2",
      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    id: "urn:uuid:0b4b3c52-7f2c-4b0a-9a3e-4d2a0f6f5a11",
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    issuer: { id: issuer, type: ["Profile"], name: "Another organisation" },
    validFrom: "2026-01-01T00:00:00Z",
    name,
    credentialSubject: {
      id: "mailto:kari@example.org",
      type: ["AchievementSubject"],
      achievement: {
        id: "urn:uuid:7c0c8a6e-58b2-4a58-8d8e-0d4a5d6c7e22",
        type: ["Achievement"],
        name,
        description: "For talking with people.",
        criteria: { narrative: "Talk with people." },
      },
    },
  };
  const jwt = await new SignJWT(credential)
    .setProtectedHeader({ alg: "EdDSA", kid: `${issuer}#0`, typ: "JWT" })
    .sign(privateKey);
  const [head, payload = "", signature] = jwt.split(".");
  const other = Buffer.from(payload, "base64url").toString("utf8").replaceAll(name, altered);
  return {
    svg: drawing(jwt),
    altered: drawing(`${head}.${Buffer.from(other).toString("base64url")}.${signature}`),
  };
}
