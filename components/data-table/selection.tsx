"use client";
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from "react";

type State = Readonly<{
  ids: readonly string[];
  selected: readonly string[];
  toggle: (id: string) => void;
  toggleAll: () => void;
  clear: () => void;
}>;

const SelectionContext = createContext<State | null>(null);

/** Around a table and what is done with its selected rows. `ids` are the rows of this page that can be selected. */
export function Selection({ ids, children }: { ids: readonly string[]; children: ReactNode }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const state = useMemo(() => {
    // Rows that are gone are no longer selected.
    const selected = ids.filter((id) => chosen.includes(id));
    return {
      ids,
      selected,
      toggle: (id: string) =>
        setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id])),
      toggleAll: () => setChosen(selected.length === ids.length ? [] : ids),
      clear: () => setChosen([]),
    };
  }, [ids, chosen]);
  return <SelectionContext value={state}>{children}</SelectionContext>;
}

export function useSelection(): State {
  const state = use(SelectionContext);
  if (!state) throw new Error("Selection is missing around this");
  return state;
}

const BOX = "block size-5 accent-accent";

/** The checkbox of one row; the label names the row. */
export function SelectRow({ id, label }: { id: string; label: string }) {
  const { selected, toggle } = useSelection();
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={selected.includes(id)}
      onChange={() => toggle(id)}
      className={BOX}
    />
  );
}

/** The checkbox in the header: all rows of this page, or none. */
export function SelectAll({ label }: { label: string }) {
  const { ids, selected, toggleAll } = useSelection();
  const box = useRef<HTMLInputElement>(null);
  const isSome = selected.length > 0 && selected.length < ids.length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = isSome;
  }, [isSome]);
  if (ids.length === 0) return null;
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={label}
      checked={selected.length === ids.length}
      onChange={toggleAll}
      className={BOX}
    />
  );
}
