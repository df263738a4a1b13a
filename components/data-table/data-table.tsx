import { useTranslations } from "next-intl";
import { type Key, type ReactNode, useId } from "react";
import { SortButton } from "@/components/data-table/sort-button";
import type { SortDirection } from "@/components/data-table/table-link";
import { TableRegion } from "@/components/data-table/table-region";
import { classNames } from "@/components/ui/class-names";

export type Column<Row> = Readonly<{
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Names the row for screen readers; the first column unless another says so. */
  rowHeader?: boolean;
  /** Where pressing the header leads, and how this column is sorted now. Make it with `tableLink`. */
  sort?: Readonly<{ href: string; direction: SortDirection | null }>;
  /** Long text may wrap; everything else stays on its line. */
  wrap?: boolean;
}>;

type Props<Row> = {
  caption: string;
  /** For screen readers only, where a heading just above says the same. */
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => Key;
  /** Buttons and links of one row. */
  actions?: (row: Row) => ReactNode;
  /** A checkbox per row: pass `<SelectRow>`; needs a `<Selection>` around the table. */
  select?: { header: ReactNode; cell: (row: Row) => ReactNode };
  /** Shown instead of the table when there are no rows: an EmptyState that says what to do next. */
  empty?: ReactNode;
};

/**
 * A plain table, drawn on the server. Sorting, filters and pages live in the address, so it needs no state, works
 * as a link, and costs the browser nothing; that is why there is no table library here.
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
        <tbody>
          {props.rows.map((row) => (
            <BodyRow key={props.rowKey(row)} row={row} {...props} />
          ))}
        </tbody>
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
          <th scope="col" className="w-10">
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
          <th scope="col">
            <span className="sr-only">{t("actions")}</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}

function BodyRow<Row>({ row, columns, actions, select }: Props<Row> & { row: Row }) {
  const named = columns.find((column) => column.rowHeader) ?? columns[0];
  return (
    <tr>
      {select ? <td className="tool">{select.cell(row)}</td> : null}
      {columns.map((column) => {
        const style = classNames(column.align === "end" && "end", column.wrap && "wrap");
        // A class that is not there would be sent as a word of its own with every cell.
        const look = style ? { className: style } : {};
        return column === named ? (
          <th key={column.key} scope="row" {...look}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.key} {...look}>
            {column.cell(row)}
          </td>
        );
      })}
      {actions ? (
        <td className="tool">
          <div className="flex justify-end gap-1">{actions(row)}</div>
        </td>
      ) : null}
    </tr>
  );
}
