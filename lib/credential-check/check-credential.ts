import { LARGEST_IMAGE } from "@/lib/baking/rules";
import { checkHosted, checkSignedV2 } from "@/lib/credential-check/check-v2";
import { checkCredentialV3 } from "@/lib/credential-check/check-v3";
import { type Given, givenIn } from "@/lib/credential-check/given";
import {
  allChecks,
  type BadgeSummary,
  type Check,
  type CheckResult,
  failed,
  outcomeOf,
  passed,
} from "@/lib/credential-check/rules";
import { Reader, type Sources } from "@/lib/credential-check/sources";
import { assertionSummary, credentialSummary } from "@/lib/credential-check/summary";

/** A file or text of a badge, or an address where one is; and whose it should be, if somebody asks. */
export type CheckInput = Readonly<{ email?: string | undefined } & ({ bytes: Uint8Array } | { url: string })>;

/**
 * Judges a badge of anybody's: PNG, SVG, JSON, JWS or JWT of Open Badges 2.0 and 3.0, or the address of one. Every check
 * has a verdict and a reason, and what could not be looked at says so; whatever was given, nothing is thrown. What it
 * refers to is read through `sources`, own documents without the network, and JSON-LD contexts never over it.
 */
export async function checkCredential(input: CheckInput, sources: Sources): Promise<CheckResult> {
  const reader = new Reader(sources);
  const given = "bytes" in input ? fromBytes(input.bytes) : await fromAddress(input.url, reader);
  if (!("kind" in given)) return unreadable(given);
  const { checks, badge } = await judged(given, reader, input.email);
  const all = allChecks([passed("well_formed", "readable"), ...checks]);
  const outcome = outcomeOf(all);
  return { valid: outcome === "valid", outcome, kind: given.kind, checks: all, badge };
}

const unreadable = (check: Check): CheckResult => ({
  valid: false,
  outcome: "invalid",
  kind: "unknown",
  checks: allChecks([check]),
  badge: null,
});

function fromBytes(bytes: Uint8Array): Given | Check {
  return bytes.length > LARGEST_IMAGE ? failed("well_formed", "too_large") : givenIn(bytes);
}

/** An address may be a hosted assertion's own, or lead to a file. */
async function fromAddress(url: string, reader: Reader): Promise<Given | Check> {
  const answer = await reader.read(url);
  if (!answer) return failed("well_formed", "unreadable_address");
  // A revoked assertion answers 410, and is judged as one.
  if (answer.status === 410) return { kind: "ob2_hosted", address: url, assertion: null };
  if (answer.status !== 200) return failed("well_formed", "unreadable_address");
  const given = fromBytes(answer.bytes);
  return isHosted(given) && given.assertion?.id === url ? { ...given, address: url, assertion: null } : given;
}

const isHosted = (given: Given | Check): given is Extract<Given, { kind: "ob2_hosted" }> =>
  "kind" in given && given.kind === "ob2_hosted";

type Outcome = Readonly<{ checks: Check[]; badge: BadgeSummary }>;

async function judged(given: Given, reader: Reader, email: string | undefined): Promise<Outcome> {
  if ("signed" in given) {
    const checks = await checkCredentialV3(given.signed, reader);
    return { checks, badge: credentialSummary(given.signed.credential, { email, checks }) };
  }
  const { checks, resolved } =
    given.kind === "ob2_signed"
      ? await checkSignedV2(given.jws, reader)
      : await checkHosted(given.address, given.assertion, reader);
  return { checks, badge: assertionSummary(resolved, { email, checks }) };
}
