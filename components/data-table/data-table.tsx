import { useTranslations } from "next-intl";
import { cloneElement, isValidElement, type ReactNode, useId } from "react";
import type { Cell } from "@/components/data-table/cell";
import { SortButton } from "@/components/data-table/sort-button";
import { type CellStyle, TableBody } from "@/components/data-table/table-body";
import type { SortDirection } from "@/components/data-table/table-link";
import { TableRegion } from "@/components/data-table/table-region";
import { classNames } from "@/components/ui/class-names";

export type Column<Row> = Readonly<{
  key: string;
  header: string;
  /** Words and elements, or what cell.ts knows how to draw, which weighs a fraction. */
  cell: (row: Row) => Cell;
  align?: "start" | "end";
  /** Names the row for screen readers; the first column unless another says so. */
  rowHeader?: boolean;
  /** Where pressing the header leads, and how this column is sorted now. Make it with `tableLink`. */
  sort?: Readonly<{ href: string; direction: SortDirection | null }>;
  /** Long text may wrap; everything else stays on its line. */
  wrap?: boolean;
  /** A number or a code: on one line, also on a phone, where everything else may wrap. */
  whole?: boolean;
}>;

type Props<Row> = {
  caption: string;
  /** For screen readers only, where a heading just above says the same. */
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Buttons and links of one row. */
  actions?: (row: Row) => ReactNode;
  /** A checkbox per row, or none; needs a `<Selection>` around the table. */
  select?: { header: ReactNode; cell: (row: Row) => Readonly<{ id: string; name: string }> | null };
  /** Shown instead of the table when there are no rows: an EmptyState that says what to do next. */
  empty?: ReactNode;
};

/**
 * A plain table. Sorting, filters and pages live in the address, so it needs no state and works as a link; that is
 * why there is no table library here.
 */
export function DataTable<Row>(props: Props<Row>) {
  const t = useTranslations("common.table");
  const captionId = useId();
  if (props.rows.length === 0) {
    return props.empty === undefined ? <p className="py-6 text-muted">{t("empty")}</p> : props.empty;
  }
  return (
    <TableRegion labelledBy={captionId}>
      <table className="data-table">
        <caption
          id={captionId}
          className={props.hideCaption ? "sr-only" : "px-3 py-2 text-left font-semibold text-muted text-sm"}
        >
          {props.caption}
        </caption>
        <HeaderRow {...props} />
        <TableBody {...bodyOf(props)} />
      </table>
    </TableRegion>
  );
}

function HeaderRow<Row>({ columns, actions, select }: Props<Row>) {
  const t = useTranslations("common.table");
  return (
    <thead>
      <tr>
        {select ? (
          <th scope="col" className="tool w-10">
            {select.header}
          </th>
        ) : null}
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            aria-sort={column.sort?.direction ?? undefined}
            className={column.align === "end" ? "end" : undefined}
          >
            {column.sort ? <SortButton label={column.header} {...column.sort} /> : column.header}
          </th>
        ))}
        {actions ? (
          <th scope="col" className="tool">
            <span className="sr-only">{t("actions")}</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

const tool = (key: string): CellStyle => ({ key, look: "tool" });

/** Each row as what stands in its cells, and how its columns look. */
function bodyOf<Row>({ rows, rowKey, columns, actions, select }: Props<Row>) {
  const named = columns.find((column) => column.rowHeader) ?? columns[0];
  const looks = columns.map((column): CellStyle => {
    const look = classNames(column.align === "end" && "end", column.wrap && "wrap", column.whole && "whole");
    return { key: column.key, ...(look ? { look } : {}), ...(column === named ? { isHeader: true } : {}) };
  });
  return {
    columns: [...(select ? [tool("select")] : []), ...looks, ...(actions ? [tool("actions")] : [])],
    rows: rows.map((row) => ({
      key: rowKey(row),
      cells: [
        ...(select ? [choiceOf(select.cell(row))] : []),
        ...columns.map((column) => column.cell(row)),
        ...(actions ? [<Actions key="actions">{actions(row)}</Actions>] : []),
      ].map(inItsPlace),
    })),
  };
}

const choiceOf = (row: Readonly<{ id: string; name: string }> | null): Cell =>
  row && { choose: row.id, text: row.name };

/** Cells travel as a list, in which React wants each element to have a name of its own. */
const inItsPlace = (cell: Cell, place: number): Cell =>
  isValidElement(cell) && cell.key === null ? cloneElement(cell, { key: place }) : cell;

const Actions = ({ children }: { children: ReactNode }) => (
  <div className="flex justify-end gap-1">{children}</div>
);
