import { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import { layOut } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import type { PreviewRow } from "@/lib/evaluation/preview-queries";
import type { Standing } from "@/lib/evaluation/preview-rules";
import { formats } from "@/lib/i18n/formats";
import { amounts } from "../../../amounts";

export type WrittenRow = Readonly<{
  userId: string;
  name: string;
  person: string;
  standing: Standing;
  /** "Ville fått den: 2025, 2026" or "Nær: mangler 2" without the standing's own words; may be empty. */
  detail: string;
  /** In the order of the rules. */
  rules: readonly Readonly<{ have: string; need: string; isMet: boolean }>[];
}>;

/** Places of the rules, in the order of `haves` and `needs`. */
export const pathsOf = (criteria: Criteria): string[] => layOut(criteria).leaves.map(({ path }) => path);

/** Rows of a preview in the reader's language. */
export async function writtenRows(
  timeZone: string,
  criteria: Criteria,
  rows: readonly PreviewRow[],
): Promise<WrittenRow[]> {
  const t = await getTranslations("preview");
  const badges = await getTranslations("badges");
  const f = await formats(timeZone);
  const amount = await amounts();
  const types = layOut(criteria).leaves.map(({ rule }) => rule.type);
  const detailOf = ({ standing, occurrences, missing }: PreviewRow) => {
    if (standing === "earns") {
      return f.list(
        occurrences.map((one) => occurrenceText(badges, f.month, one)).filter((one) => one !== ""),
      );
    }
    return missing > 0 && (standing === "close" || standing === "not_yet")
      ? t("missingLeft", { left: f.number(missing, 2) })
      : "";
  };
  return rows.map((row) => ({
    userId: row.userId,
    name: row.name,
    person: row.person,
    standing: row.standing,
    detail: detailOf(row),
    rules: row.haves.map((have, at) => {
      const need = row.needs[at] ?? 0;
      const type = types[at] ?? "";
      return { have: amount(type, have), need: amount(type, need), isMet: have >= need };
    }),
  }));
}
