import { describe, expect, test } from "vitest";
import {
  type AchievementForm,
  definitionOf,
  emptyAlignment,
  emptyForm,
  formOf,
} from "@/lib/achievements/form-rules";
import { achievementForm, atFormFields } from "@/lib/achievements/form-schema";
import { achievementInput } from "@/lib/achievements/schema";
import { emptyCriteria, emptyRule, type RuleDraft } from "@/lib/criteria/draft-rules";
import { finishedPart } from "@/lib/criteria/unfinished-rules";
import { msg } from "@/lib/errors";
import { fillMessage, unknownPlaceholders } from "@/lib/notifications/placeholder-rules";

const filled = (changes: Partial<AchievementForm> = {}): AchievementForm => ({
  ...emptyForm(),
  name: "Ti",
  key: "ti",
  description: "Ti ganger",
  triggerThreshold: 10,
  ...changes,
});

const ruled = (rules: Partial<RuleDraft>[], changes: Partial<AchievementForm> = {}) =>
  filled({
    triggerType: "criteria",
    criteria: { ...emptyCriteria(), rules: rules.map((rule) => ({ ...emptyRule(rule.type), ...rule })) },
    ...changes,
  });

/** What the form says is wrong, each as `field: message`; what is empty is left out first, as the form does. */
function problems(form: AchievementForm): string[] {
  const sent = JSON.parse(JSON.stringify(form), (_, value) => (value === "" ? undefined : value));
  const parsed = achievementForm.safeParse(sent);
  return (parsed.error?.issues ?? []).map(({ path, message, code }) => {
    return `${path.join(".")}: ${/^\w+\.\w+$/.test(message) ? message : code}`;
  });
}

describe("a definition in the form", () => {
  test("is what the server takes, once it is filled in", () => {
    expect(problems(filled())).toEqual([]);
    expect(
      problems(ruled([{ threshold: 3 }, { type: "group", rules: [{ ...emptyRule(), threshold: 1 }] }])),
    ).toEqual([]);
  });

  test("comes back from what was stored, and says the same", () => {
    const definition = achievementInput.parse(
      definitionOf(
        filled({
          triggerMetadata: { period: "year", year: 2026, unit: "" },
          expiry: "period",
          expirePeriod: 30,
          tags: "veileder, samtale",
          type: "course",
          course: "basic",
          alignments: [{ ...emptyAlignment(), name: "X", url: "https://example.org" }].map(
            ({ name, url }) => ({ name, url }) as ReturnType<typeof emptyAlignment>,
          ),
          related: ["other"],
        }),
      ),
    );
    const stored = {
      ...definition,
      criteria: null,
      expireDate: null,
      expirePeriod: definition.expirePeriod ?? null,
      course: { code: "basic", title: "Grunnkurs" },
      related: [{ id: "1", key: "other", name: "Annen" }],
    };
    const again = JSON.parse(JSON.stringify(formOf(stored)), (_, value) =>
      value === "" ? undefined : value,
    );
    expect(achievementInput.parse(definitionOf(again))).toEqual(definition);
  });

  test("sends nothing of the choices that were left again", () => {
    const form = ruled([{ threshold: 3 }], {
      triggerMetadata: { period: "year", year: 2026, unit: "day" },
      expirePeriod: 30,
      expireDate: "2030-01-01",
      course: "basic",
    });
    const sent = definitionOf(form);
    expect(sent).toMatchObject({ triggerMetadata: {}, criteria: { rules: [{ threshold: 3 }] } });
    for (const field of ["triggerThreshold", "expirePeriod", "expireDate", "course"]) {
      expect(sent).not.toHaveProperty(field);
    }
    expect(definitionOf({ ...form, triggerType: "activity_streak" })).toMatchObject({
      triggerMetadata: { unit: "day" },
      triggerThreshold: 10,
    });
  });

  test.each([
    ["no rules", ruled([]), "criteria.rules: too_small"],
    ["a rule without its number", ruled([{}]), "criteria.rules.0.threshold: criteria.thresholdMissing"],
    ["a word for a number", ruled([{ threshold: "ti" }]), "criteria.rules.0.threshold: invalid_type"],
    [
      "numbers out of order",
      ruled([{ several: true, thresholds: "15, 3" }], { isRepeatable: true }),
      "criteria.rules.0.thresholds: criteria.thresholdsOrder",
    ],
    [
      "a word among numbers",
      ruled([{ several: true, thresholds: "3, ti" }], { isRepeatable: true }),
      "criteria.rules.0.thresholds: invalid_type",
    ],
    [
      "several numbers once",
      ruled([{ several: true, thresholds: "3, 15" }]),
      "criteria.rules.0.thresholds: criteria.thresholdsRepeat",
    ],
    [
      "days that cannot repeat",
      ruled([{ threshold: 1, window: { ...emptyRule().window, kind: "last", last: 3, unit: "day" } }], {
        isRepeatable: true,
      }),
      "criteria.rules.0.window.kind: criteria.rangeCannotRepeat",
    ],
    [
      "one day of two",
      ruled([{ threshold: 1, window: { ...emptyRule().window, kind: "range", from: "2026-01-01" } }]),
      "criteria.rules.0.window.to: invalid_type",
    ],
    [
      "all of no courses",
      ruled([{ type: "course_completion", match: "all" }]),
      "criteria.rules.0.courses: criteria.allNeedsList",
    ],
    ["no role", ruled([{ type: "manual_approval" }]), "criteria.rules.0.roles: invalid_type"],
    ["an empty group", ruled([{ type: "group", rules: [] }]), "criteria.rules.0.rules: too_small"],
    [
      "more than there are",
      ruled([{ type: "profile_complete" }], {
        criteria: {
          ...emptyCriteria(),
          parts: { kind: "atLeast", atLeast: 2 },
          rules: [emptyRule("profile_complete")],
        },
      }),
      "criteria.parts.kind: criteria.matchTooMany",
    ],
    ["21 rules", ruled(Array(21).fill({ threshold: 1 })), "criteria.rules: criteria.tooManyRules"],
    ["an end without its day", filled({ expiry: "date" }), "expireDate: invalid_type"],
    ["an end without its days", filled({ expiry: "period" }), "expirePeriod: invalid_type"],
    ["no course", filled({ type: "course" }), "course: achievements.courseWithType"],
    ["a tag twice", filled({ tags: "Samtale, samtale" }), "tags: achievements.tagTwice"],
    ["an unknown placeholder", filled({ message: "Hei {navn}" }), "message: achievements.unknownPlaceholder"],
    ["itself as related", filled({ related: ["ti"] }), "related: achievements.relatedToItself"],
    [
      "a framework without an address",
      filled({ alignments: [{ ...emptyAlignment(), name: "X" }] }),
      "alignments.0.url: invalid_type",
    ],
    [
      "a script for an address",
      filled({ issuerUrl: "javascript:alert(1)" }),
      "issuerUrl: achievements.webAddress",
    ],
    [
      "an address with a space",
      filled({ issuerUrl: "https://example.org/a b" }),
      "issuerUrl: achievements.webAddress",
    ],
  ])("%s is told at its field", (_, form, problem) => {
    expect(problems(form)).toContain(problem);
  });

  test("shows what the server refused where the form has it", () => {
    const form = ruled([{ type: "course_completion", several: true }]);
    const refused = (path: string) =>
      atFormFields(form, {
        ok: false,
        error: { code: "invalid", text: msg("form"), fields: { [path]: msg("x.y") } },
      });
    expect(refused("criteria.rules.0.threshold")).toMatchObject({
      error: { fields: { "criteria.rules.0.thresholds": { key: "x.y" } } },
    });
    expect(refused("tags.1")).toMatchObject({ error: { fields: { tags: { key: "x.y" } } } });
    expect(atFormFields(form, { ok: true, data: 1 })).toEqual({ ok: true, data: 1 });
  });
});

describe("the part of criteria that can be read already", () => {
  test("leaves out what is not filled in, and names it", () => {
    const inner = [{ ...emptyRule(), threshold: 2 }, emptyRule("tier_held")];
    const { criteria } = ruled([{}, { threshold: 3 }, { type: "group", rules: inner }]);
    expect(finishedPart(criteria)).toMatchObject({
      unfinished: ["1", "3.2"],
      written: { rules: [{ threshold: 3 }, { type: "group", rules: [{ threshold: 2 }] }] },
    });
  });

  test("never asks for more rules than are filled in", () => {
    const { criteria } = ruled([{ threshold: 1 }, {}]);
    const atLeast = (number: number | string) =>
      finishedPart({ ...criteria, parts: { kind: "atLeast", atLeast: number } }).written.match;
    expect([atLeast(2), atLeast(0), atLeast("to")]).toEqual([{ atLeast: 1 }, { atLeast: 1 }, { atLeast: 1 }]);
  });
});

describe("a message", () => {
  const values = {
    name: "Kari",
    achievement: "Ti",
    description: "Ti ganger",
    organisation: "Laget",
    date: "1. mai 2026",
    link: "https://example.org",
  };

  test("is filled in wherever a placeholder stands, and nowhere else", () => {
    expect(fillMessage("Hei {name}! { achievement } {{name}} {} {ukjent} $&", values)).toBe(
      "Hei Kari! Ti {Kari} {} {ukjent} $&",
    );
  });

  test("does not fill in what was filled in", () => {
    expect(fillMessage("{name}", { ...values, name: "{link}" })).toBe("{link}");
  });

  test("names the placeholders nobody knows, each once", () => {
    expect(unknownPlaceholders("{navn} {name} {navn} {} {x")).toEqual(["navn", ""]);
  });
});
