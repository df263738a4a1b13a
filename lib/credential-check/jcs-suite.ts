import { createHash } from "node:crypto";
import { cryptosuite as rdfc } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import canonicalize from "canonicalize";
import { isObject, type Json } from "@/lib/credential-check/parsed";

const sha256 = (value: unknown) =>
  createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest();

/** A proof says the contexts it was made with; the document's begin with these (vc-di-eddsa, 3.3.2). */
function beginsAlike(document: Json, context: unknown): boolean {
  if (context === undefined) return true;
  const ofProof = [context].flat();
  const ofDocument = [document["@context"]].flat();
  return ofProof.every((one, index) => canonicalize(one) === canonicalize(ofDocument[index]));
}

/**
 * eddsa-jcs-2022 as the library wants a suite: the same keys and signatures as eddsa-rdfc-2022, over the canonical JSON
 * (RFC 8785) instead of the canonical RDF.
 */
export const jcsSuite = {
  ...rdfc,
  name: "eddsa-jcs-2022",
  async createVerifyData({ document, proof }: { document: Json; proof: Json }): Promise<Uint8Array> {
    const { proofValue: _, ...options } = proof;
    if (!isObject(document) || !beginsAlike(document, proof["@context"])) throw new Error("other contexts");
    return Buffer.concat([sha256(options), sha256(document)]);
  },
};
