import { expect, test } from "vitest";
import { kindsIn } from "@/lib/reports/kind-rules";

test.each([
  ["nothing", [], []],
  ["nothing by badges from elsewhere alone", ["open_badges"], []],
  ["badges", ["achievements_gamification"], ["badge"]],
  ["certificates", ["certifications"], ["certificate"]],
  ["tiers", ["recognition_tiers"], ["tier"]],
  [
    "all three in one order, however the modules were turned on",
    ["recognition_tiers", "open_badges", "certifications", "achievements_gamification"],
    ["badge", "certificate", "tier"],
  ],
] as const)("reports are about %s where the modules are on for it", (_, modules, kinds) => {
  expect(kindsIn({ modules: new Set(modules) })).toEqual(kinds);
});
