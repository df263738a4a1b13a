type Words = (key: "quarterOf" | "atCount" | "atYears", values: Record<string, string | number>) => string;

/** Which time or period in words; empty for a badge that is earned once. `month` writes `yyyy-mm`. */
export function occurrenceText(t: Words, month: (value: string) => string, occurrence: string): string {
  if (occurrence === "once") return "";
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(occurrence) ?? [];
  if (year && quarter) return t("quarterOf", { quarter: Number(quarter), year });
  if (/^\d{1,3}$/.test(occurrence)) return t("atCount", { count: Number(occurrence) });
  // Of all that is counted, only membership has parts.
  if (/^\d+\.\d+$/.test(occurrence)) return t("atYears", { years: Number(occurrence) });
  return /^\d{4}-\d{2}$/.test(occurrence) ? month(occurrence) : occurrence;
}
