import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { describeCriteria } from "@/lib/criteria/describe";
import { type CriteriaInput, parseCriteria } from "@/lib/criteria/schema";
import { readCatalogue } from "@/lib/i18n/catalogue";
import type { Locale } from "@/lib/i18n/locales";

const titles: Record<string, string> = {
  group_meeting: "gruppemøte",
  basic: "Grunnkurset",
  leader: "Lederkurs",
};

function sentence(locale: Locale, input: Omit<CriteriaInput, "version">, isRepeatable = false) {
  const translate = createTranslator({
    locale,
    messages: readCatalogue(locale, { fresh: true }) as Record<string, never>,
    namespace: "criteria" as never,
    onError: (error: Error) => {
      throw error;
    },
  }) as unknown as (key: string, values?: Record<string, string | number>) => string;
  const words = {
    t: translate,
    format: { locale, timeZone: "Europe/Oslo" },
    nameOf: (_what: string, key: string) => titles[key],
  };
  return describeCriteria(parseCriteria({ version: 1, ...input }), isRepeatable, words);
}

const example: Omit<CriteriaInput, "version"> = {
  rules: [
    { type: "activity_count", threshold: 10, window: "year", filter: { kinds: ["group_meeting"] } },
    { type: "course_completion", courses: ["basic"] },
  ],
};

describe("criteria are a sentence", () => {
  test("that begins with a capital, also when it begins with a group", () => {
    const two = [
      { type: "profile_complete" },
      { type: "membership_years", threshold: 5 },
    ] satisfies CriteriaInput["rules"];
    expect(sentence("en", { rules: [{ type: "group", match: "any", rules: two }, ...two] })).toMatch(
      /^\(\p{Lu}/u,
    );
  });

  test("in each language", () => {
    expect(sentence("nb", example)).toBe(
      "Minst 10 aktiviteter av typen gruppemøte i år, og fullført kurset Grunnkurset",
    );
    expect(sentence("nn", example)).toBe(
      "Minst 10 aktivitetar av typen gruppemøte i år, og fullført kurset Grunnkurset",
    );
    expect(sentence("en", example)).toBe(
      "At least 10 activities of type gruppemøte this year, and the completed course Grunnkurset",
    );
  });

  test("that says how it repeats", () => {
    expect(sentence("nb", example, true)).toBe(
      "Minst 10 aktiviteter av typen gruppemøte i løpet av et kalenderår, og fullført kurset Grunnkurset",
    );
    expect(sentence("nb", { rules: [{ type: "activity_count", thresholds: [3, 15] }] }, true)).toBe(
      "Minst 3 aktiviteter og på nytt ved 15",
    );
    expect(sentence("nb", { rules: [{ type: "referral_count", threshold: 1 }] }, true)).toBe(
      "Minst 1 fullført henvisning og på nytt hver gang",
    );
    expect(sentence("en", { rules: [{ type: "activity_hours", threshold: 25 }] }, true)).toBe(
      "At least 25 hours of activity and again for every 25 more",
    );
  });

  test("with one nested level, and at least so many of several", () => {
    const any: CriteriaInput["rules"][number] = {
      type: "group",
      match: "any",
      rules: [
        { type: "activity_streak", threshold: 6, unit: "week" },
        { type: "active_periods", threshold: 5, unit: "month", minPerUnit: 2 },
      ],
    };
    expect(
      sentence("nb", {
        rules: [{ type: "tier_held", tier: "Gull" }, any],
      }),
    ).toBe(
      "Nivået Gull eller høyere, og (aktivitet 6 uker på rad, eller aktivitet i minst 5 forskjellige måneder med minst 2 aktiviteter i hver)",
    );
    const rules: CriteriaInput["rules"] = [
      { type: "membership_years", threshold: 1 },
      { type: "profile_complete" },
      { type: "manual_approval", roles: ["coordinator", "org_admin"] },
    ];
    expect(sentence("nb", { match: { atLeast: 2 }, rules })).toBe(
      "Minst 2 av disse: minst 1 år som medlem; utfylt profil; godkjenning fra koordinator og administrator",
    );
  });

  test.each([
    ["nb", 0.25, "Minst 3 måneder som medlem"],
    ["nn", 0.5, "Minst 6 månader som medlem"],
    ["en", 0.75, "At least 9 months as a member"],
    ["nb", 1.5, "Minst 1 år og 6 måneder som medlem"],
    ["nn", 2.25, "Minst 2 år og 3 månader som medlem"],
    ["en", 1.5, "At least 1 year and 6 months as a member"],
    ["en", 1, "At least 1 year as a member"],
    ["en", 20, "At least 20 years as a member"],
  ] as const)("with time as a member in years and months (%s, %d)", (locale, threshold, expected) => {
    expect(sentence(locale, { rules: [{ type: "membership_years", threshold }] })).toBe(expected);
  });

  test("with time as a member that is reached again and again", () => {
    const listed = [{ type: "membership_years" as const, thresholds: [0.25, 0.5, 5] }];
    expect(sentence("nb", { rules: listed }, true)).toBe(
      "Minst 3 måneder som medlem og på nytt ved 6 måneder og 5 år",
    );
    const each = [{ type: "membership_years" as const, threshold: 0.5 }];
    expect(sentence("en", { rules: each }, true)).toBe(
      "At least 6 months as a member and again after every 6 months more",
    );
  });

  test("for every kind of rule in every language", () => {
    const rules: CriteriaInput["rules"] = [
      {
        type: "course_completion",
        courses: ["basic", "leader"],
        match: "all",
        minGrade: 59.5,
        by: "2026-12-31",
      },
      {
        type: "course_completion",
        courses: ["basic", "leader"],
        window: { from: "2026-01-01", to: "2026-06-30" },
      },
      { type: "course_completion", threshold: 2, window: "month" },
      { type: "certification_held", certifications: ["first-aid"] },
      { type: "badge_held", badges: ["a", "b", "c"], threshold: 2 },
      { type: "badge_held" },
      { type: "group_member", groups: ["oslo", "bergen"] },
      {
        type: "activity_count",
        threshold: 1,
        window: { last: 30, unit: "day" },
        filter: { minMinutes: 45, minParticipants: 3 },
      },
    ];
    expect(sentence("nb", { match: "any", rules })).toBe(
      "Fullført kursene Grunnkurset og Lederkurs med karakteren 59,5 eller bedre senest 31. desember 2026, " +
        "fullført minst 1 av kursene Grunnkurset og Lederkurs fra 1. januar 2026 til 30. juni 2026, " +
        "minst 2 fullførte kurs denne måneden, gyldig sertifikat first-aid, minst 2 av merkene a, b og c, " +
        "minst 1 annet merke, medlem av oslo eller bergen, eller minst 1 aktivitet på minst 45 minutter med minst 3 deltakere de siste 30 dagene",
    );
    for (const locale of ["nn", "en"] as const)
      expect(sentence(locale, { match: "any", rules })).not.toContain("undefined");
  });
});
