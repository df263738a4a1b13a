/** Stands for a person's reason where a whole batch of awards was taken back: nobody's judgement of the holders. */
export const BATCH_UNDONE_REASON = "batch.undone";

/** As long as a batch can be taken back as a whole, in milliseconds (also award_batches_undo_in_time). */
export const BATCH_UNDO_MS = 24 * 60 * 60 * 1000;
