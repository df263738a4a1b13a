type Words = (key: "quarterOf", values: { quarter: number; year: string }) => string;

/** Which time or period in words; empty for a badge that is earned once. `month` writes `yyyy-mm`. */
export function occurrenceText(t: Words, month: (value: string) => string, occurrence: string): string {
  if (occurrence === "once") return "";
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(occurrence) ?? [];
  if (year && quarter) return t("quarterOf", { quarter: Number(quarter), year });
  return /^\d{4}-\d{2}$/.test(occurrence) ? month(occurrence) : occurrence;
}
