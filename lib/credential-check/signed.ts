import { checkProofs } from "@/lib/credential-check/data-integrity";
import { checkJws, payloadOf } from "@/lib/credential-check/jws";
import { keyBelongs } from "@/lib/credential-check/key-methods";
import { idOf, isObject, type Json, textOrNull } from "@/lib/credential-check/parsed";
import { type Check, failed, notChecked, passed } from "@/lib/credential-check/rules";
import type { Reader } from "@/lib/credential-check/sources";

/** What a JWT says beside the credential in it. */
const CLAIMS = ["iss", "sub", "jti", "nbf", "exp", "iat", "aud", "cnf", "vc"] as const;

/** A 3.0 credential, and the JWT it came in; null: its proof is its own member. */
export class Signed {
  constructor(
    readonly credential: Json,
    readonly jwt: string | null,
    private readonly claims: Json = {},
  ) {}

  /** The credential in a JWT: its payload, or `vc` of it as in version 1 of the data model. Null: there is none. */
  static fromJwt(jwt: string): Signed | null {
    const payload = payloadOf(jwt);
    if (!payload) return null;
    if (isObject(payload.vc)) {
      const said = { issuer: payload.iss, id: payload.jti };
      return new Signed({ ...said, ...payload.vc }, jwt, payload);
    }
    const own = Object.entries(payload).filter(([name]) => !(CLAIMS as readonly string[]).includes(name));
    return new Signed(Object.fromEntries(own), jwt, payload);
  }

  /** When it ends, where the JWT alone says so; ISO 8601 in UTC. */
  get end(): string | undefined {
    const { exp } = this.claims;
    if (typeof exp !== "number" || !(Math.abs(exp) < 8e12)) return undefined;
    return new Date(exp * 1000).toISOString();
  }

  /** The first claim that says something else than the credential; null: they agree. */
  get contradiction(): string | null {
    const { credential, claims } = this;
    const { credentialSubject: subject } = credential;
    const seconds = (time: unknown) => {
      const text = textOrNull(time);
      return text === null ? undefined : Math.floor(Date.parse(text) / 1000);
    };
    const expected: Json = {
      iss: idOf(credential.issuer),
      jti: credential.id,
      sub: isObject(subject) ? subject.id : undefined,
      nbf: seconds(credential.validFrom ?? credential.issuanceDate),
      exp: seconds(credential.validUntil ?? credential.expirationDate),
    };
    const differs = Object.entries(expected).find(
      ([name, value]) => claims[name] !== undefined && value !== undefined && claims[name] !== value,
    );
    return differs?.[0] ?? null;
  }
}

/** Signature, whose key it is, and whether anything was changed since, in this order. */
export async function checkSigned(signed: Signed, issuer: string, reader: Reader): Promise<Check[]> {
  const { credential, jwt } = signed;
  const finding =
    jwt === null ? await checkProofs(credential, reader) : await checkJws(jwt, { issuer, reader });
  const { signature, method } = finding;
  const owner = method
    ? await keyBelongs(method, issuer, reader)
    : notChecked("key_belongs_to_issuer", signature.code, signature.values);
  return [signature, owner, unaltered(signature, signed.contradiction)];
}

function unaltered(signature: Check, contradiction: string | null): Check {
  if (contradiction) return failed("not_altered", "claims_differ", { claim: contradiction });
  if (signature.verdict === "pass") return passed("not_altered", "as_signed");
  if (signature.code === "forged" || signature.code === "undefined_term")
    return failed("not_altered", "changed");
  return notChecked("not_altered", signature.code, signature.values);
}
