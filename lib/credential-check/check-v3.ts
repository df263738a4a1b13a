import { checkDates } from "@/lib/credential-check/dates";
import { idOf, type Json, many } from "@/lib/credential-check/parsed";
import { type Check, failed, notChecked, passed } from "@/lib/credential-check/rules";
import { badgeCredential, endorsementCredential, missesAt } from "@/lib/credential-check/shapes";
import { checkSigned, type Signed } from "@/lib/credential-check/signed";
import type { Reader } from "@/lib/credential-check/sources";
import { checkStatus } from "@/lib/credential-check/status";
import { termProblem } from "@/lib/credential-check/terms";

/** All checks of a 3.0 credential but the first, which is how it came to be one. */
export async function checkCredentialV3(signed: Signed, reader: Reader): Promise<Check[]> {
  const { credential } = signed;
  const schema = await checkSchema(credential);
  // Thousands of subjects would keep the rest busy for long, and no badge has more than one.
  if (schema.code === "many_subjects") return [schema];
  const issuer = idOf(credential.issuer) ?? "";
  const proofs = await checkSigned(signed, issuer, reader);
  const until = credential.validUntil ?? credential.expirationDate ?? signed.end;
  return [
    schema,
    ...proofs,
    notChecked("hosted_copy_agrees", "signed_not_hosted"),
    checkDates(credential.validFrom ?? credential.issuanceDate, until, reader.now),
    await checkStatus(credential, issuer, reader),
  ];
}

async function checkSchema(credential: Json): Promise<Check> {
  const subjects = many(credential.credentialSubject).length;
  if (subjects > 1) return failed("schema", "many_subjects", { count: String(subjects) });
  const isEndorsement = many(credential.type).includes("EndorsementCredential");
  const field = missesAt(isEndorsement ? endorsementCredential : badgeCredential, credential);
  if (field !== null) return failed("schema", "misses", { field });
  const { proof: _, ...document } = credential;
  return (await termProblem(document)) ?? passed("schema", "fits");
}
