import { LIMITS } from "@/lib/facts/rules";
import type { Cells } from "@/lib/imports/cells";
import type { Kind } from "@/lib/imports/run-service";
import { deleteCreated, restoreRows } from "@/lib/imports/take-back-service";
import { prepareWriter, type Target } from "@/lib/imports/upsert-service";

type Row = { line: number; code: string; title: string; isActive: string };

const target: Target<Row> = {
  table: "courses",
  conflict: "ON CONSTRAINT courses_code_unique",
  key: ["code"],
  columns: {
    code: { type: "text", value: (row) => row.code },
    title: { type: "text", value: (row) => row.title },
    is_active: { type: "boolean", value: (row) => row.isActive },
  },
  optional: { is_active: "is_active" },
  isFact: false,
  keepsKey: false,
};

/** A new title changes nothing that anybody earned, so nobody is evaluated. */
export const courses: Kind = {
  permission: "facts:write",
  undo: async (undoing) => ({
    ...(await restoreRows(undoing, "courses", Object.keys(target.columns))),
    ...(await deleteCreated(undoing, "courses")),
  }),
  async prepare(run) {
    const { write } = await prepareWriter(run, target);
    return {
      read: (cells: Cells): Row => ({
        line: cells.line,
        code: cells.required("code", LIMITS.code),
        title: cells.required("title", LIMITS.title),
        isActive: cells.choice("is_active", ["true", "false"]) ?? "true",
      }),
      keys: (row: Row) => [["code", row.code]],
      write,
    };
  },
};
