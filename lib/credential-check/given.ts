import { looksLikeImage, readBaked } from "@/lib/baking/read";
import { BakingError, textOf, writtenAs } from "@/lib/baking/rules";
import { payloadOf } from "@/lib/credential-check/jws";
import { type Json, many, parsed, textOrNull } from "@/lib/credential-check/parsed";
import { type Check, failed } from "@/lib/credential-check/rules";
import { Signed } from "@/lib/credential-check/signed";

/** What was given, once it is out of its picture. */
export type Given =
  | Readonly<{ kind: "ob2_hosted"; address: string; assertion: Json | null }>
  | Readonly<{ kind: "ob2_signed"; jws: string }>
  | Readonly<{ kind: "ob3_proof" | "ob3_jwt"; signed: Signed }>;

const refused = (code: Check["code"]): Check => failed("well_formed", code);

/** The badge in a file or a text; else the check that says why there is none. */
export function givenIn(bytes: Uint8Array): Given | Check {
  if (!looksLikeImage(bytes)) return givenText(Buffer.from(bytes).toString("utf8"));
  try {
    const texts = textsIn(bytes);
    const text = texts.ob3[0] ?? texts.ob2[0];
    if (text === undefined) return refused("no_badge");
    return texts.ob3.length > 1 || texts.ob2.length > 1 ? refused("two_badges") : givenText(text);
  } catch (error) {
    if (error instanceof BakingError) return refused(error.problem);
    throw error;
  }
}

/** What differs only; of one that says the same as 2.0 and as 3.0, the newer is judged, as it needs no issuer's server. */
function textsIn(bytes: Uint8Array): Record<"ob2" | "ob3", string[]> {
  const found = readBaked(bytes);
  const of = (format: "ob2" | "ob3") => [
    ...new Set(found.filter((one) => one.format === format).map(textOf)),
  ];
  return { ob2: of("ob2"), ob3: of("ob3") };
}

function givenText(written: string): Given | Check {
  const text = written.replace(/^\uFEFF/, "").trim();
  const writing = writtenAs(text);
  if (writing === "url") return { kind: "ob2_hosted", address: text, assertion: null };
  if (writing === "jws") return givenJws(text);
  const found = parsed(text);
  return "problem" in found ? refused(found.problem) : givenDocument(found.document);
}

function givenJws(jws: string): Given | Check {
  const payload = payloadOf(jws);
  if (!payload) return refused("not_json");
  if (isAssertion(payload)) return { kind: "ob2_signed", jws };
  const signed = Signed.fromJwt(jws);
  return signed && isCredential(signed.credential) ? { kind: "ob3_jwt", signed } : refused("not_credential");
}

function givenDocument(document: Json): Given | Check {
  if (isCredential(document)) return { kind: "ob3_proof", signed: new Signed(document, null) };
  if (!isAssertion(document)) return refused("not_credential");
  return { kind: "ob2_hosted", address: textOrNull(document.id) ?? "", assertion: document };
}

const isCredential = ({ type }: Json) => many(type).includes("VerifiableCredential");
const isAssertion = ({ type, badge }: Json) => many(type).includes("Assertion") || badge !== undefined;
