"use client";
import type { ReactNode } from "react";
import { type Cell, isDrawnCell } from "@/components/data-table/cell";
import { SelectRow } from "@/components/data-table/selection";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";

/** How the cells of a column look, and whether they name their rows. */
export type CellStyle = Readonly<{ key: string; look?: string; isHeader?: boolean }>;
export type BodyRow = Readonly<{ key: string | number; cells: readonly Cell[] }>;

function contentOf(cell: Cell): ReactNode {
  if (!isDrawnCell(cell)) return cell;
  if ("link" in cell) return <TextLink href={cell.link}>{cell.text}</TextLink>;
  if ("choose" in cell) return <SelectRow id={cell.choose} name={cell.text} />;
  if ("pill" in cell) return <StatusPill tone={cell.pill}>{cell.text}</StatusPill>;
  return (
    <span className="flex items-center gap-2">
      {cell.picture}
      {cell.text}
    </span>
  );
}

/** The rows of a table. Not for anything that changes, but so that they travel as data (see cell.ts). */
export function TableBody({ columns, rows }: { columns: readonly CellStyle[]; rows: readonly BodyRow[] }) {
  return (
    <tbody>
      {rows.map(({ key: name, cells }) => (
        <tr key={name}>
          {columns.map(({ key, look, isHeader }, index) =>
            isHeader ? (
              <th key={key} scope="row" className={look}>
                {contentOf(cells[index])}
              </th>
            ) : (
              <td key={key} className={look}>
                {contentOf(cells[index])}
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  );
}
