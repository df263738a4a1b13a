import { getTranslations } from "next-intl/server";
import type { TimelineEntry } from "@/components/badges/timeline";
import type { Ctx } from "@/lib/context";
import type { RecordedDeed, RecordHistory } from "@/lib/events/record-queries";
import type { FieldKind, PlainChange, RecordKind } from "@/lib/events/record-rules";
import { UNDONE_REASON } from "@/lib/facts/rules";
import { formats } from "@/lib/i18n/formats";

type Value = PlainChange["before"];

/** What was done to a thing as sentences in the reader's language: who did what, what it was before and is after, and why. */
export async function writtenHistory(
  { organization }: Ctx,
  kind: RecordKind,
  { deeds, names }: RecordHistory,
): Promise<TimelineEntry[]> {
  const t = await getTranslations("history");
  const actors = await getTranslations("audit.actors");
  const facts = await getTranslations("facts");
  const f = await formats(organization.timeZone);

  const who = ({ actorKind, actorName, isGlobalAdmin }: RecordedDeed): string => {
    if (actorKind === "api_key") return actors("api_key", { name: actorName ?? "" });
    if (actorKind !== "user") return actors(actorKind);
    return actorName ?? actors(isGlobalAdmin ? "global_admin" : "unknown");
  };
  const what = (done: RecordedDeed): string => {
    const { deed } = done;
    const name = who(done);
    return t.has(`deeds.${kind}.${deed}` as never)
      ? t(`deeds.${kind}.${deed}` as "deeds.other", { name })
      : t("deeds.other", { name });
  };
  const word = (field: string, value: string): string =>
    t.has(`words.${field}.${value}` as never) ? t(`words.${field}.${value}` as "yes") : value;
  const said: Readonly<Record<FieldKind, (value: string, field: string) => string>> = {
    text: (text) => t("quoted", { text }),
    number: String,
    day: f.date,
    moment: (at) => f.dateTime(new Date(at)),
    yesNo: String,
    person: (id) => names[id] ?? actors("unknown"),
    word: (value, field) => word(field, value),
  };
  const write = ({ field, as }: PlainChange, value: Value): string => {
    if (value === null) return t("nothing");
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") return f.number(value, Number.isInteger(value) ? 0 : 2);
    return said[as](value, field);
  };
  const change = (one: PlainChange): string => {
    const field = t(`fields.${one.field}` as "fields.name");
    return t("changed", { field, before: write(one, one.before), after: write(one, one.after) });
  };
  return deeds.map((deed) => ({
    at: deed.at,
    when: f.dateTime(deed.at),
    what: what(deed),
    changes: [...(deed.which === null ? [] : [deed.which]), ...deed.changes.map(change)],
    why:
      deed.reason &&
      t("because", { reason: deed.reason === UNDONE_REASON ? facts("undoneImport") : deed.reason }),
  }));
}
