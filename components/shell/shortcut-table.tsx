import { DataTable } from "@/components/data-table/data-table";

/** Which keys there are, in the reader's language. */
export type ShortcutWords = Readonly<{
  title: string;
  lead: string;
  columns: Readonly<{ what: string; keys: string }>;
  rows: readonly Readonly<{ keys: readonly string[]; what: string }>[];
}>;

export const ShortcutTable = ({ title, columns, rows }: Omit<ShortcutWords, "lead">) => (
  <DataTable
    caption={title}
    hideCaption
    rows={rows}
    rowKey={({ keys }) => keys.join(" ")}
    columns={[
      { key: "what", header: columns.what, cell: ({ what }) => what, wrap: true },
      { key: "keys", header: columns.keys, cell: ({ keys }) => <Keys keys={keys} /> },
    ]}
  />
);

const Keys = ({ keys }: { keys: readonly string[] }) => (
  <span className="inline-flex gap-1.5">
    {keys.map((key) => (
      <kbd key={key} className="rounded-md border border-control bg-sunken px-2 font-mono text-sm">
        {key}
      </kbd>
    ))}
  </span>
);
