type Words = (key: "period.lifetime" | "period.quarter", values?: Record<string, string | number>) => string;

/** A period in words: "2026", "4. kvartal 2026", "Hele tiden". `t` is of namespace `tiers`. */
export function periodText(t: Words, key: string): string {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(key) ?? [];
  if (year && quarter) return t("period.quarter", { quarter: Number(quarter), year });
  return key === "lifetime" ? t("period.lifetime") : key;
}
