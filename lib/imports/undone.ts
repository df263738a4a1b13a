/** What undoing an import did, in rows. */
export type Undone = Readonly<{
  /** Created by the import, and now voided, revoked or deleted. */
  removed: number;
  /** Changed by the import, and now as they were before. */
  restored: number;
  /** Created by the import, and still here: something else refers to them. */
  kept: number;
  /** Changed by the import and by somebody else since, so they were left alone. */
  changedSince: number;
  /** Whom to evaluate. */
  people: readonly string[];
}>;
