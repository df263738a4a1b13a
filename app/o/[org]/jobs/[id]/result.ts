import "server-only";
import * as z from "zod";
import type { JobRow } from "@/lib/runs/queries";
import type { runWriter } from "../written";

type Writer = Awaited<ReturnType<typeof runWriter>>;
type Item = Readonly<{ term: string; detail: string }>;

/** What a run of each kind says of itself, in the order it is shown. */
const NUMBERS = [
  ["created", "resultCreated"],
  ["updated", "resultUpdated"],
  ["unchanged", "resultUnchanged"],
  ["rejected", "resultRejected"],
  ["awarded", "resultAwarded"],
  ["already", "resultAlready"],
  ["issued", "resultIssued"],
  ["alreadyHeld", "resultAlreadyHeld"],
  ["alreadyOver", "resultAlreadyOver"],
  ["notIssued", "resultNotIssued"],
] as const;

export function resultItems(row: JobRow, t: Writer["t"], f: Writer["f"]): Item[] {
  const looked =
    row.result.awarded === undefined ? [] : [{ term: t("resultPeople"), detail: f.number(row.done) }];
  const numbers = NUMBERS.flatMap(([key, word]) => {
    const value = row.result[key];
    return typeof value === "number" ? [{ term: t(word), detail: f.number(value) }] : [];
  });
  return [...looked, ...numbers];
}

const broken = z.array(z.object({ achievementId: z.uuid(), key: z.string() })).catch([]);

/** Achievements that could not be evaluated while the others were. */
export const failedAchievements = ({ result }: JobRow) =>
  broken.parse(result.failed).map(({ achievementId, key }) => ({ id: achievementId, key }));
