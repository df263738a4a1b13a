import { createTranslator } from "use-intl/core";
import type { Check, CheckResult } from "@/lib/credential-check/rules";
import { readCatalogue } from "@/lib/i18n/catalogue";
import type { Locale } from "@/lib/i18n/locales";

/** A verdict on a badge as other programs read it; `reason` is in the language asked for, `code` the same in each. */
export type MachineAnswer = Readonly<{
  valid: boolean;
  outcome: CheckResult["outcome"];
  kind: CheckResult["kind"];
  checks: readonly Readonly<{ name: string; verdict: string; code: string; reason: string }>[];
  badge: object | null;
}>;

/** Says why a check has the verdict it has. */
function reasonsIn(locale: Locale): (check: Check) => string {
  const t = createTranslator({ locale, messages: readCatalogue(locale), namespace: "badgeCheck.reasons" });
  const say = t as unknown as (code: Check["code"], values: Check["values"]) => string;
  return ({ code, values }) => say(code, values);
}

export function machineAnswer({ badge, checks, ...result }: CheckResult, locale: Locale): MachineAnswer {
  const say = reasonsIn(locale);
  return {
    ...result,
    checks: checks.map((check) => ({
      name: check.name,
      verdict: check.verdict,
      code: check.code,
      reason: say(check),
    })),
    badge: badge && {
      id: badge.id,
      name: badge.name,
      description: badge.description,
      achievement_type: badge.achievementType,
      criteria: badge.criteria,
      issuer: badge.issuer,
      holder: badge.holder,
      issued_on: badge.issuedOn,
      expires_on: badge.expiresOn,
      state: badge.state,
    },
  };
}
