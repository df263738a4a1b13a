import * as z from "zod";

export const tableFormats = ["csv", "xlsx"] as const;

/** What the address of a list's file says besides what the list's own says. */
export const tableFormat = z.enum(tableFormats).catch("csv");

/** The most rows a file of a list may have. A workbook is made in memory and at one go. */
export const MAX_FILE_ROWS = { csv: 100_000, xlsx: 20_000 } as const;

/** Rows of a file that are read together. */
export const FILE_PAGE_SIZE = 5_000;
