import type { ReactNode } from "react";
import type { PillTone } from "@/components/ui/status-pill";

/**
 * What stands in most cells of a list, as data: it travels as a few words and is drawn where it arrives. Elements would
 * be drawn on the server, sent as markup, and sent once more for React in the browser, for each of fifty rows.
 */
export type DrawnCell =
  | Readonly<{ link: string; text: string }>
  | Readonly<{ pill: PillTone; text: string }>
  | Readonly<{ picture: ReactNode; text: string }>
  /** The checkbox of the row of this id, by the name of that. */
  | Readonly<{ choose: string; text: string }>;

export type Cell = ReactNode | DrawnCell;

export const isDrawnCell = (cell: Cell): cell is DrawnCell =>
  typeof cell === "object" && cell !== null && "text" in cell && !("$$typeof" in cell);
