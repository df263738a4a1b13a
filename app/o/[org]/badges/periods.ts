import type { Option } from "@/components/form/select-field";
import { dayOf, periodOf } from "@/lib/badges/rules";

const YEARS = 5;
const QUARTERS = 4;
const MONTHS = 6;

/** The periods the list is filtered by, newest first; `chosen` is offered too when it lies further back. */
export function periodOptions(
  now: Date,
  timeZone: string,
  written: (period: string) => string,
  chosen: string | undefined,
): readonly Option[] {
  const today = dayOf(now, timeZone).with({ day: 1 });
  const back = (count: number, months: number, unit: "year" | "quarter" | "month") =>
    Array.from({ length: count }, (_, at) => periodOf(today.subtract({ months: at * months }), unit));
  const periods = [
    ...back(MONTHS, 1, "month"),
    ...back(QUARTERS, 3, "quarter"),
    ...back(YEARS, 12, "year"),
    ...(chosen ? [chosen] : []),
  ];
  return [...new Set(periods)].map((value) => ({ value, label: written(value) }));
}
