import { isAtWork, type JobRunStatus } from "@/lib/jobs/run-rules";

/** Stands for a person's reason where a whole batch of awards was taken back: nobody's judgement of the holders. */
export const BATCH_UNDONE_REASON = "batch.undone";

/** As long as a batch can be taken back as a whole, in milliseconds (also the database: …_undo_in_time). */
const BATCH_UNDO_MS = 24 * 60 * 60 * 1000;

/** What the database keeps of it, with the name of whoever took it back; null for a global admin, who is no member here. */
export type KeptUndo = Readonly<{
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneCount: number | null;
}>;

export type Undo = Readonly<{
  undone: Readonly<{ at: Date; by: string | null; count: number }> | null;
  /** Until when it can be taken back by the asker; null when it cannot, or not yet. */
  undoUntil: Date | null;
}>;

/** What was made together: how many there are of it to take back, and the run that makes them, where one does. */
type Batch = KeptUndo & Readonly<{ createdAt: Date; made: number; runStatus?: JobRunStatus }>;

type Asked = Readonly<{ mayUndo: boolean; now: Date }>;

/** Whether a batch has been taken back, and until when it still can be: what nothing came of, or what a run is at, cannot. */
export function undoOf(batch: Batch, { mayUndo, now }: Asked): Undo {
  const { undoneAt, undoneBy, undoneCount, createdAt, made, runStatus } = batch;
  const undoUntil = new Date(createdAt.getTime() + BATCH_UNDO_MS);
  const isReady = made > 0 && (runStatus === undefined || !isAtWork(runStatus));
  const isOpen = undoneAt === null && mayUndo && isReady && undoUntil > now;
  return {
    undone: undoneAt && { at: undoneAt, by: undoneBy, count: undoneCount ?? 0 },
    undoUntil: isOpen ? undoUntil : null,
  };
}
