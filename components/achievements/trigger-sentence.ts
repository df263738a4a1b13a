import type { TriggerType } from "@/lib/achievements/definition-keys";
import type { TriggerMetadata } from "@/lib/achievements/schema";

type Words = (key: `sentence.${TriggerType}`, values: Record<string, string | number>) => string;

type Trigger = Readonly<{
  triggerType: TriggerType;
  triggerThreshold: number | null;
  triggerMetadata: TriggerMetadata;
  criteria: unknown;
}>;

/** "10 aktiviteter på ett år": what an achievement takes, in the reader's language. `t` is of `achievements`. */
export function triggerSentence(t: Words, trigger: Trigger): string {
  const { year, period = "lifetime", unit } = trigger.triggerMetadata;
  return t(`sentence.${trigger.triggerType}`, {
    count: countOf(trigger),
    period: year === undefined ? period : "fixed",
    year: String(year ?? ""),
    unit: unit ?? (period === "month" ? "month" : "week"),
  });
}

function countOf({ triggerType, triggerThreshold, criteria }: Trigger): number {
  if (triggerType !== "criteria") return triggerThreshold ?? 1;
  const rules = (criteria as { rules?: unknown } | null)?.rules;
  return Array.isArray(rules) ? rules.length : 1;
}
