import "server-only";
import { getTranslations } from "next-intl/server";
import { formats } from "@/lib/i18n/formats";
import { translateMessage } from "@/lib/i18n/translate-message";
import { isAtWork, type JobRunKind } from "@/lib/jobs/run-rules";
import type { JobRow } from "@/lib/runs/queries";
import type { WrittenProgress } from "@/lib/runs/schema";

/** What a run of each kind counts. */
const UNIT: Readonly<Record<JobRunKind, "people" | "rows" | "other">> = {
  evaluation_all: "people",
  backfill: "people",
  import: "rows",
  reconcile: "people",
  batch_award: "people",
  issue_many: "rows",
  issue_completed: "people",
  revoke_badges: "rows",
};
const QUARTER = 0.25;

const count = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Writes runs in the reader's language. */
export async function runWriter(timeZone: string) {
  const t = await getTranslations("jobs");
  const errors = await getTranslations("errors");
  const f = await formats(timeZone);

  const name = ({ kind, subject }: JobRow): string =>
    subject !== null && (kind === "backfill" || kind === "import")
      ? t(`named.${kind}`, { subject })
      : t(`kinds.${kind}`);

  function effects({ kind, result }: JobRow): string | null {
    const number = (key: string) => f.number(count(result[key]));
    if (kind === "import" && result.importId !== undefined) {
      return t("written", {
        created: number("created"),
        updated: number("updated"),
        rejected: number("rejected"),
      });
    }
    return result.awarded === undefined ? null : t("badges", { count: count(result.awarded) });
  }

  function text(row: JobRow): string {
    if (row.status === "queued" && row.done === 0) return t("notBegun");
    const done = f.number(row.done);
    const progress =
      row.total === null ? t("doneOnly", { done }) : t(UNIT[row.kind], { done, total: f.number(row.total) });
    const made = effects(row);
    if (made === null) return progress;
    return t(isAtWork(row.status) ? "soFar" : "inAll", { progress, effects: made });
  }

  /** What it says aloud changes with each quarter only, so that nobody is told of every row. */
  function spoken(row: JobRow): string {
    if (!isAtWork(row.status)) {
      return t("spokenEnd", { status: t(`statuses.${row.status}`), text: text(row) });
    }
    const quarters = row.total ? Math.floor(row.done / row.total / QUARTER) : 0;
    return quarters === 0
      ? t("spokenStart")
      : t("spokenQuarter", { percent: f.percent(quarters * QUARTER), text: text(row) });
  }

  function progress(row: JobRow): WrittenProgress {
    return {
      isAtWork: isAtWork(row.status),
      total: row.total,
      done: row.done,
      text: text(row),
      waiting: row.waiting && translateMessage(errors, row.waiting),
      spoken: spoken(row),
    };
  }

  const by = ({ createdBy }: JobRow): string => (createdBy ? (createdBy.name ?? t("unknown")) : t("system"));

  return {
    t,
    f,
    name,
    text,
    progress,
    by,
    error: ({ error }: JobRow) => error && translateMessage(errors, error),
  };
}
