import * as z from "zod";
import { IMPORT_KINDS } from "@/lib/imports/rules";

/** What the form asks for; the file itself is judged when it is read. */
export const importForm = z.object({
  kind: z.enum(IMPORT_KINDS),
  file: z.file().min(1, "imports.emptyFile"),
});
export type ImportForm = z.input<typeof importForm>;

/** What an upload says about itself, beside the file. */
export const uploadQuery = z.object({
  kind: z.enum(IMPORT_KINDS),
  name: z
    .string()
    .transform((name) => {
      const clean = name.replace(/[\p{Cc}\p{Cs}]/gu, "").trim();
      // By character, as half of one cannot be kept.
      return [...clean.slice(0, 400)].slice(0, 200).join("").toWellFormed() || "import";
    })
    .catch("import"),
  dryRun: z.enum(["0", "1"]).transform((flag) => flag === "1"),
});

export const importId = z.strictObject({ id: z.uuid() });

const cursor = z.string().max(300).optional().catch(undefined);
export const importFilter = z.object({
  kind: z.enum(IMPORT_KINDS).optional().catch(undefined),
  after: cursor,
  before: cursor,
});
export type ImportFilter = z.output<typeof importFilter>;

export const importRowFilter = z.object({
  after: z.coerce.number().int().min(0).max(2_000_000_000).optional().catch(undefined),
});

/** A remark about a row, written in the reader's language. */
export type WrittenRemark = Readonly<{ line: number; column: string | null; reason: string }>;

/** What an upload answers when the file could be read. */
export type UploadAnswer = Readonly<{
  /** Null for a trial, which leaves nothing behind. */
  id: string | null;
  /** The run that imports a large file from now on; the numbers are then still nothing. */
  runId: string | null;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  warned: number;
  /** The first of them; the page of a finished import has all. */
  remarks: readonly WrittenRemark[];
  warnings: readonly WrittenRemark[];
}>;
