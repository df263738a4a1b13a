import type { Ctx, Module } from "@/lib/context";
import { type RecognitionKind, recognitionKinds } from "@/lib/reports/filter-schema";

const MODULES = {
  badge: "achievements_gamification",
  certificate: "certifications",
  tier: "recognition_tiers",
} as const satisfies Record<RecognitionKind, Module>;

/** What the organisation's reports are about: the kinds of recognition whose modules are on, in the order they are named. */
export const kindsIn = ({ modules }: Pick<Ctx, "modules">): readonly RecognitionKind[] =>
  recognitionKinds.filter((kind) => modules.has(MODULES[kind]));
