import { expect, test } from "vitest";
import { layOut } from "@/lib/criteria/occurrences";
import { parseCriteria } from "@/lib/criteria/schema";
import { isCounting } from "@/lib/evaluation/counted-facts";
import { type Held, judgeHeld } from "@/lib/evaluation/held-things";

const certificate: Held = {
  type: "certificate",
  id: "1",
  what: "Førstehjelp",
  key: "first-aid",
  day: "2026-01-10",
  state: "holds",
  endsAt: new Date("2027-01-10T00:00:00Z"),
};
const NOW = new Date("2026-11-20T12:00:00Z");

function codes(rule: object, held: readonly Held[], moment = { now: NOW, inThePast: false }) {
  const [leaf] = layOut(parseCriteria({ version: 1, rules: [rule as never] })).leaves;
  if (!leaf || isCounting(leaf.rule)) throw new Error("not about what is held");
  return judgeHeld(leaf.rule, held, moment).map(({ reason }) => reason?.code ?? "counts");
}
const any = { type: "certification_held" };

test.each<[string, object, Partial<Held>, string]>([
  ["holds", any, {}, "counts"],
  ["is the one that is named", { ...any, certifications: ["first-aid"] }, {}, "counts"],
  ["is another one", { ...any, certifications: ["leader"] }, {}, "notNamed"],
  ["has no end", any, { endsAt: null }, "counts"],
  ["ends at this moment", any, { endsAt: NOW }, "ended"],
  ["was revoked", any, { state: "revoked" }, "revoked"],
  ["was renewed", any, { state: "renewed" }, "renewed"],
])("a certificate that %s", (_, rule, change, code) => {
  expect(codes(rule, [{ ...certificate, ...change }])).toEqual([code]);
});

test("a certificate that has ended since held in the past, and one that was revoked did not", () => {
  const past = { now: new Date("2026-03-01T12:00:00Z"), inThePast: true };
  const ended: Held = { ...certificate, state: "ended", endsAt: new Date("2026-06-01T00:00:00Z") };
  const before: Held = { ...ended, key: "b", endsAt: new Date("2026-02-01T00:00:00Z") };
  const renewed: Held = { ...ended, key: "c", state: "renewed" };
  expect(codes(any, [ended, before, renewed, { ...ended, key: "d", state: "revoked" }], past)).toEqual([
    "counts",
    "ended",
    "counts",
    "revoked",
  ]);
});

test("a badge that was earned twice counts once, the first that holds", () => {
  const badge: Held = { ...certificate, type: "badge", key: "ten" };
  const twice = [{ ...badge, state: "declined" as const }, badge, badge];
  expect(codes({ type: "badge_held" }, twice)).toEqual(["declined", "counts", "again"]);
});

test("roles that sign are named by the rule, tiers are compared by their place", () => {
  const sign: Held = { ...certificate, type: "signOff", key: "coordinator", endsAt: null };
  const approval = { type: "manual_approval", roles: ["coordinator"] };
  expect(codes(approval, [sign, { ...sign, key: "org_admin" }])).toEqual(["counts", "otherRole"]);
  const tier: Held = { ...sign, type: "tier", key: "Gull" };
  expect(
    codes({ type: "tier_held", tier: "Sølv" }, [tier, { ...tier, key: "Bronse", state: "lower" }]),
  ).toEqual(["counts", "lower"]);
});
