import type { ReactNode } from "react";
import { FilterBar, FilterSelect } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { tableLink } from "@/components/data-table/table-link";

type Counted<Outcome extends string> = Readonly<{ outcome: Outcome; count: number }>;

type Props<Outcome extends string> = {
  /** The page's own path: the filter and the pages become its query. */
  path: string;
  words: Readonly<{ title: string; filter: string; all: string; outcome: (outcome: Outcome) => string }>;
  /** A number in the reader's language. */
  number: (value: number) => string;
  /** Which rows there are of all pages, by what became of them. */
  counts: readonly Counted<Outcome>[];
  /** What the address says, and the line after which the next page begins. */
  filter: Readonly<{ outcome?: Outcome | undefined; after?: number | undefined }>;
  next: number | null;
  /** The rows, and what is said above them. */
  children: ReactNode;
};

/** What became of each of many, by line: those of one outcome where there are several, page by page. */
export function OutcomeList<Outcome extends string>(props: Props<Outcome>) {
  const { path, words, number, counts, next, children } = props;
  const { outcome: chosen, after } = props.filter;
  const query = { outcome: chosen };
  return (
    <section className="space-y-3">
      <h2 className="text-xl">{words.title}</h2>
      {counts.length > 1 ? (
        <FilterBar path={path} active={chosen !== undefined}>
          <FilterSelect
            name="outcome"
            label={words.filter}
            all={words.all}
            value={chosen}
            options={counts.map(({ outcome, count }) => ({
              value: outcome,
              label: `${words.outcome(outcome)} (${number(count)})`,
            }))}
          />
        </FilterBar>
      ) : null}
      {children}
      <Pager
        previous={after ? tableLink(path, query, {}) : null}
        next={next === null ? null : tableLink(path, query, { after: String(next) })}
      />
    </section>
  );
}
