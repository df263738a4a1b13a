/** What is looked at, in the order in which it is told. */
export const checkNames = [
  "well_formed",
  "schema",
  "signature",
  "key_belongs_to_issuer",
  "not_altered",
  "hosted_copy_agrees",
  "not_expired",
  "not_revoked",
] as const;
export type CheckName = (typeof checkNames)[number];

export type Verdict = "pass" | "fail" | "not_checked";

/** `code`: a key of the messages `credentialCheck.reasons`; `values` are what its sentence names. */
export type Check = Readonly<{
  name: CheckName;
  verdict: Verdict;
  code: ReasonCode;
  values: Readonly<Record<string, string>>;
}>;

/** In words: what of it is a reason for which verdict is told by the checks themselves. */
export const reasonCodes = [
  "readable",
  "no_badge",
  "not_image",
  "too_large",
  "truncated",
  "checksum",
  "malformed",
  "doctype",
  "too_intricate",
  "content",
  "two_badges",
  "not_json",
  "not_credential",
  "unreadable_address",
  "gone",
  "fits",
  "misses",
  "undefined_term",
  "unknown_context",
  "own_words",
  "many_subjects",
  "signed",
  "forged",
  "unsigned",
  "unsafe_algorithm",
  "unknown_algorithm",
  "unknown_suite",
  "proof_purpose",
  "proof_expired",
  "key_unreadable",
  "hosted_not_signed",
  "signed_not_hosted",
  "key_listed",
  "key_itself",
  "key_foreign",
  "key_loose",
  "issuer_unreadable",
  "address_of_issuer",
  "address_foreign",
  "as_signed",
  "as_hosted",
  "changed",
  "claims_differ",
  "hosted_agrees",
  "hosted_differs",
  "hosted_unreadable",
  "hosted_missing",
  "within_dates",
  "without_end",
  "expired",
  "not_yet",
  "dates_unreadable",
  "not_on_list",
  "revoked",
  "revoked_because",
  "suspended",
  "no_status",
  "status_unreadable",
  "status_forged",
  "status_unknown",
  "not_reached",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

type Values = Check["values"];
const check =
  (verdict: Verdict) =>
  (name: CheckName, code: ReasonCode, values: Values = {}): Check => ({ name, verdict, code, values });
export const passed = check("pass");
export const failed = check("fail");
export const notChecked = check("not_checked");

export const credentialKinds = ["ob2_hosted", "ob2_signed", "ob3_proof", "ob3_jwt", "unknown"] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** What a badge says of itself; nothing of it is proven unless the checks say so. Times are ISO 8601 as written. */
export type BadgeSummary = Readonly<{
  id: string | null;
  name: string | null;
  description: string | null;
  achievementType: string | null;
  criteria: string | null;
  issuer: Readonly<{ id: string | null; name: string | null; url: string | null }>;
  holder: Readonly<{
    /** Null: the badge names nobody in clear. */
    name: string | null;
    /** Whether the e-mail address that was typed is the one the badge was issued to; null: nobody asked. */
    belongs: "yes" | "no" | "cannot_tell" | null;
  }>;
  issuedOn: string | null;
  expiresOn: string | null;
  state: "valid" | "expired" | "not_yet" | "revoked" | "suspended" | "unknown";
}>;

export type CheckResult = Readonly<{
  /** Every check that must pass has passed, and none has failed. */
  valid: boolean;
  /** `undecided`: nothing speaks against it, but what must be known could not be. */
  outcome: "valid" | "invalid" | "undecided";
  kind: CredentialKind;
  checks: readonly Check[];
  /** Null: there is nothing that could be read. */
  badge: BadgeSummary | null;
}>;

/** What may stay open without a doubt: that there is no second proof of the same, or no list to be revoked on. */
const harmless: ReadonlySet<ReasonCode> = new Set(["hosted_not_signed", "signed_not_hosted", "no_status"]);

export function outcomeOf(checks: readonly Check[]): CheckResult["outcome"] {
  if (checks.some(({ verdict }) => verdict === "fail")) return "invalid";
  const isOpen = checks.some(({ verdict, code }) => verdict === "not_checked" && !harmless.has(code));
  const isProven = checks.some(
    ({ name, verdict }) => verdict === "pass" && (name === "signature" || name === "hosted_copy_agrees"),
  );
  return isOpen || !isProven ? "undecided" : "valid";
}

/** In their order, and all of them: what nobody came to was not reached. */
export const allChecks = (made: readonly Check[]): Check[] =>
  checkNames.map((name) => made.find((one) => one.name === name) ?? notChecked(name, "not_reached"));
