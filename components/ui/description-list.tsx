import type { ReactNode } from "react";

type Item = { term: string; detail: ReactNode };

/** Facts about one thing, name beside value. An empty value is shown as a dash with a spoken word by the caller. */
export function DescriptionList({ items }: { items: readonly Item[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[minmax(8rem,max-content)_1fr]">
      {items.map((item) => (
        <div key={item.term} className="sm:col-span-2 sm:grid sm:grid-cols-subgrid">
          <dt className="text-muted">{item.term}</dt>
          <dd className="min-w-0">{item.detail}</dd>
        </div>
      ))}
    </dl>
  );
}
