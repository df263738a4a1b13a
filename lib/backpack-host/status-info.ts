import type { Problem, ProblemCode } from "@/lib/http/problem";

/** What each outcome is called in the services of 1EdTech. */
const MINOR: Partial<Record<ProblemCode, string>> = {
  invalid: "invalid_data",
  malformed: "invalid_data",
  unauthenticated: "unauthorizedrequest",
  forbidden: "forbidden",
  not_found: "not_found",
  method_not_allowed: "not_allowed",
  rate_limited: "server_busy",
  unavailable: "server_busy",
  unexpected: "internal_server_error",
};

/** A refusal as Imsx_StatusInfo. */
export const statusInfo = ({ code, detail, errors }: Problem): object => ({
  imsx_codeMajor: code === "method_not_allowed" ? "unsupported" : "failure",
  imsx_severity: code === "not_found" ? "status" : "error",
  imsx_description: [detail, ...errors.map(({ message }) => message)].join(" "),
  imsx_codeMinor: {
    imsx_codeMinorField: [
      { imsx_codeMinorFieldName: "TargetEndSystem", imsx_codeMinorFieldValue: MINOR[code] ?? "unknown" },
    ],
  },
});
