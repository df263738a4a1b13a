import { getTranslations } from "next-intl/server";
import type { ShownSection } from "@/components/dashboard/queue";
import type { ShownRow } from "@/components/dashboard/queue-row";
import type { Ctx } from "@/lib/context";
import { mailStops, type QueueKind, type QueueRow, type QueueSection } from "@/lib/dashboard/queue-kinds";
import { formats } from "@/lib/i18n/formats";
import { failureReasons } from "./failure-reasons";

/** Where the whole of a kind is listed, with the filter in its address; below /o/[org]. */
const LIST: Readonly<Record<QueueKind, string>> = {
  approvals: "badges/approvals",
  flagged: "badges?flagged=yes",
  mistakes: "mistakes",
  pauses: "pauses",
  nearly: "queue?kind=nearly",
  expiring: "certifications?within=30&sort=expires",
  jobs: "queue?kind=jobs",
  backpacks: "queue?kind=backpacks",
  webhooks: "queue?kind=webhooks",
  mails: "queue?kind=mails",
};

/** Where one of them can be seen, below /o/[org]. */
const PLACE: Readonly<Record<QueueKind, (row: QueueRow) => string>> = {
  approvals: ({ id }) => `badges/${id}`,
  flagged: ({ id }) => `badges/${id}`,
  mistakes: ({ id }) => `mistakes/${id}`,
  pauses: () => "pauses",
  nearly: ({ userId, detail }) => `achievements/${detail}/people/${userId}`,
  expiring: ({ id }) => `certifications/${id}/renew`,
  jobs: ({ id }) => `jobs/${id}`,
  backpacks: ({ userId }) => `people/${userId}`,
  webhooks: () => "settings/webhooks",
  mails: ({ userId }) => `people/${userId}`,
};

type Words = Readonly<{
  t: Awaited<ReturnType<typeof getTranslations<"dashboard.queue">>>;
  jobs: Awaited<ReturnType<typeof getTranslations<"jobs.kinds">>>;
  day: (moment: Date) => string;
  /** First and last day, `yyyy-mm-dd/yyyy-mm-dd`. */
  days: (span: string) => string;
  failure: Awaited<ReturnType<typeof failureReasons>>;
}>;

/** What it is about: a job says its kind, and what it was for beside that; a pause its days. */
function subjectOf({ t, jobs, days }: Words, kind: QueueKind, row: QueueRow): string {
  if (kind === "jobs") return jobs(row.detail as Parameters<typeof jobs>[0]);
  return kind === "pauses" ? t("pause", { days: days(row.subject) }) : row.subject;
}

/** What is to be known besides: a certificate's number, a backpack's name, an imported file. */
const BESIDE: Partial<Record<QueueKind, (row: QueueRow) => string | null>> = {
  expiring: ({ detail }) => detail,
  backpacks: ({ detail }) => detail,
  jobs: ({ subject }) => subject,
};

function notesOf(words: Words, kind: QueueKind, row: QueueRow): string[] {
  const day = words.day(row.at);
  const since = kind === "expiring" ? words.t("until", { day }) : words.t("since", { day });
  const about = row.person === null ? [] : [subjectOf(words, kind, row)];
  const facts = [since, BESIDE[kind]?.(row)].filter(Boolean).join(" · ");
  // Only an approval's reason is in a person's own words.
  const reasons = kind === "approvals" ? [row.reason] : words.failure(kind, row);
  return [...about, facts, ...reasons.filter((reason) => reason !== null)];
}

/** What waits, in the reader's words. `asOf` is when it was counted who is nearly there. */
export async function writtenQueue(
  ctx: Ctx,
  sections: readonly QueueSection[],
  asOf: Date | null,
): Promise<ShownSection[]> {
  const f = await formats(ctx.organization.timeZone);
  const t = await getTranslations("dashboard.queue");
  const days = (span: string) => span.split("/").map(f.shortDate).join(" – ");
  const words = {
    t,
    jobs: await getTranslations("jobs.kinds"),
    day: f.shortDate,
    days,
    failure: await failureReasons(),
  };
  const home = `/o/${ctx.organization.slug}`;
  const rowOf = (kind: QueueKind, row: QueueRow): ShownRow => ({
    id: row.id,
    title: row.person ?? subjectOf(words, kind, row),
    person: row.person ?? "",
    subject: subjectOf(words, kind, row),
    notes: notesOf(words, kind, row),
    href: `${home}/${PLACE[kind](row)}`,
    isForOthers: row.isForOthers,
    isStopped: kind === "mails" && mailStops.some((stop) => stop === row.reason),
    flagReason: kind === "flagged" ? row.reason : null,
  });
  const when = asOf ? f.dateTime(asOf) : "";
  return sections.map(({ kind, count, rows }) => ({
    kind,
    count,
    title: t(`kind.${kind}`, { count }),
    help: t(`help.${kind}`, { when }),
    href: `${home}/${LIST[kind]}`,
    rows: rows.map((row) => rowOf(kind, row)),
  }));
}
