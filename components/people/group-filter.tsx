import { FilterSelect } from "@/components/data-table/filter-bar";

type Props = {
  label: string;
  /** The choice of nobody in particular. */
  all: string;
  value: string | undefined;
  groups: readonly Readonly<{ id: string; name: string }>[];
};

/** One of the organisation's groups, in a filter bar; nothing where it has none. */
export function GroupFilter({ label, all, value, groups }: Props) {
  if (groups.length === 0) return null;
  const options = groups.map(({ id, name }) => ({ value: id, label: name }));
  return <FilterSelect name="group" label={label} value={value} all={all} options={options} />;
}
