import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite as rdfcSuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { type Contexts, contextProblem, knownContexts, loaderOf } from "@/lib/credential-check/contexts";
import { jcsSuite } from "@/lib/credential-check/jcs-suite";
import type { SignatureFinding } from "@/lib/credential-check/jws";
import { type Method, methodAt } from "@/lib/credential-check/key-methods";
import { idOf, isObject, type Json, many, textOrNull } from "@/lib/credential-check/parsed";
import { type Check, failed, notChecked, passed } from "@/lib/credential-check/rules";
import type { Reader } from "@/lib/credential-check/sources";
import { undefinedTerm } from "@/lib/credential-check/terms";

const SUITES: Readonly<Record<string, object>> = {
  "eddsa-rdfc-2022": rdfcSuite,
  "eddsa-jcs-2022": jcsSuite,
};

/**
 * Looks at the Data Integrity proofs of a credential. One that is wrong makes it wrong; else one that is right is
 * enough, as an issuer may sign by ways that are not known here too.
 */
export async function checkProofs(credential: Json, reader: Reader): Promise<SignatureFinding> {
  const proofs = many(credential.proof).filter(isObject).slice(0, 5);
  if (proofs.length === 0) return { signature: failed("signature", "unsigned"), method: null };
  let best: SignatureFinding | null = null;
  for (const proof of proofs) {
    const finding = await checkProof(credential, proof, reader);
    if (finding.signature.verdict === "fail") return finding;
    if (best?.signature.verdict !== "pass") best = finding;
  }
  return best ?? { signature: failed("signature", "unsigned"), method: null };
}

async function checkProof(credential: Json, proof: Json, reader: Reader): Promise<SignatureFinding> {
  const problem = problemOf(proof, reader.now);
  if (problem) return { signature: problem, method: null };
  const id = idOf(proof.verificationMethod) ?? "";
  const method = await methodAt(id, reader);
  if (!method)
    return { signature: notChecked("signature", "key_unreadable", { key: id.slice(0, 200) }), method };
  return { signature: await heldAgainst(credential, proof, method), method };
}

function problemOf(proof: Json, now: Date): Check | null {
  const suite = textOrNull(proof.cryptosuite) ?? textOrNull(proof.type) ?? "";
  const isKnown = proof.type === "DataIntegrityProof" && Object.hasOwn(SUITES, suite);
  if (!isKnown || proof.previousProof !== undefined)
    return notChecked("signature", "unknown_suite", { suite: suite.slice(0, 100) });
  if (proof.proofPurpose !== "assertionMethod") return failed("signature", "proof_purpose");
  const expires = textOrNull(proof.expires);
  return expires && Date.parse(expires) < now.getTime() ? failed("signature", "proof_expired") : null;
}

/**
 * Whether the proof is the key's signature over exactly this credential. JSON-LD is read in safe mode: a word that no
 * context knows would not be covered by the signature, and makes it fail.
 */
export async function heldAgainst(
  credential: Json,
  proof: Json,
  method: Method,
  known: Contexts = knownContexts,
): Promise<Check> {
  const { proof: _, ...document } = credential;
  const suite = textOrNull(proof.cryptosuite) ?? "";
  const blocked = suite === "eddsa-rdfc-2022" ? contextProblem({ document, proof }, known) : null;
  if (blocked) return notChecked("signature", blocked.code, { context: blocked.context });
  const { id } = method;
  const key = { ...method, type: method.type ?? "Multikey" };
  const outcome = await new DataIntegrityProof({ cryptosuite: SUITES[suite] ?? {} }).verifyProof({
    proof: { ...proof, verificationMethod: id },
    document,
    documentLoader: loaderOf(known, new Map([[id, key]])),
  });
  if (outcome.verified) return passed("signature", "signed", { algorithm: suite });
  const term = undefinedTerm(outcome.error);
  return term === null ? failed("signature", "forged") : failed("signature", "undefined_term", { term });
}
