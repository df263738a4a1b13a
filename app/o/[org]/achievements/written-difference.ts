import { getTranslations } from "next-intl/server";
import type { WrittenDifference } from "@/components/achievements/definition-difference";
import {
  definitionDifference,
  type FieldDifference,
  type StoredDefinition,
} from "@/lib/achievements/difference-rules";
import { formats } from "@/lib/i18n/formats";
import { sentences, type Trigger } from "./sentence";

/** These fields say together what it takes; people read them as one sentence. */
const TAKES = new Set(["trigger_type", "trigger_threshold", "trigger_metadata", "criteria"]);

const triggerOf = (stored: StoredDefinition): Trigger =>
  ({
    triggerType: stored.trigger_type,
    triggerThreshold: stored.trigger_threshold ?? null,
    triggerMetadata: stored.trigger_metadata ?? {},
    criteria: stored.criteria ?? null,
    isRepeatable: stored.is_repeatable ?? false,
  }) as Trigger;

/** One of a list: a tag or a key as it stands, an alignment by its name and where it leads. */
function partText(part: unknown): string {
  if (typeof part !== "object" || part === null) return String(part);
  const { name, url } = part as Record<string, unknown>;
  return name ? `${name} (${url})` : JSON.stringify(part);
}

/** Writes the difference of two stored definitions field by field in the reader's language. */
export async function writtenDifference(timeZone: string) {
  const t = await getTranslations("definitions");
  const words = await getTranslations("common");
  const takes = await sentences(timeZone);
  const f = await formats(timeZone);
  const say: Readonly<Record<string, (value: string) => string>> = {
    category: (value) => words(`category.${value}` as "category.activity"),
    unmet_policy: (value) => t(`unmet.${value}` as "unmet.keep"),
    expire_date: (value) => f.date(value),
    badge_icon_url: (value) =>
      words.has(`symbol.${value}`) ? words(`symbol.${value}` as "symbol.star") : value,
  };
  const plain = (value: string | number | boolean | object): string => {
    if (typeof value === "boolean") return t(value ? "versions.yes" : "versions.no");
    if (typeof value === "number") return f.number(value);
    if (Array.isArray(value)) return value.map(partText).join("\n");
    return typeof value === "string" ? value : JSON.stringify(value, null, 1);
  };
  const write = (field: string, value: unknown): string => {
    if (value === null || value === undefined) return t("versions.none");
    return typeof value === "string" ? (say[field]?.(value) ?? value) : plain(value);
  };
  const label = (field: string) => (t.has(`fields.${field}`) ? t(`fields.${field}` as "fields.name") : field);
  return (before: StoredDefinition, after: StoredDefinition): WrittenDifference[] => {
    const found = definitionDifference(before, after);
    const together = found.filter(({ field }) => TAKES.has(field));
    const single = found.filter(({ field }) => !TAKES.has(field));
    const rows = single.map(({ field, before, after }: FieldDifference) => ({
      field,
      label: label(field),
      before: write(field, before),
      after: write(field, after),
    }));
    if (together.length === 0) return rows;
    return [
      {
        field: "takes",
        label: label("takes"),
        before: takes(triggerOf(before)),
        after: takes(triggerOf(after)),
      },
      ...rows,
    ];
  };
}
