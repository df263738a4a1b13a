"use client";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from "react";
import { CHOOSES } from "@/components/data-table/selection-keys";

type State = Readonly<{
  ids: readonly string[];
  selected: readonly string[];
  /** Everything that matches the list's filter, of this page and the others. */
  isEverything: boolean;
  toggle: (id: string) => void;
  toggleAll: () => void;
  toggleEverything: () => void;
  clear: () => void;
}>;

const SelectionContext = createContext<State | null>(null);

/** Around a table and what is done with its selected rows. `ids` are the rows of this page that can be selected. */
export function Selection({ ids, children }: { ids: readonly string[]; children: ReactNode }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isBeyond, setIsBeyond] = useState(false);
  const state = useMemo(() => {
    // Rows that are gone are no longer selected.
    const selected = ids.filter((id) => chosen.includes(id));
    const isWhole = selected.length === ids.length && ids.length > 0;
    const choose = (change: (before: readonly string[]) => readonly string[]) => {
      setIsBeyond(false);
      setChosen(change);
    };
    return {
      ids,
      selected,
      isEverything: isBeyond && isWhole,
      toggle: (id: string) =>
        choose((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id])),
      toggleAll: () => choose(() => (isWhole ? [] : ids)),
      toggleEverything: () => setIsBeyond((before) => !before),
      clear: () => choose(() => []),
    };
  }, [ids, chosen, isBeyond]);
  return <SelectionContext value={state}>{children}</SelectionContext>;
}

export function useSelection(): State {
  const state = use(SelectionContext);
  if (!state) throw new Error("Selection is missing around this");
  return state;
}

const BOX = "block size-5 accent-accent";

/** The checkbox of one row, by the name of that. */
export function SelectRow({ id, name }: { id: string; name: string }) {
  const t = useTranslations("common.selection");
  const { selected, toggle } = useSelection();
  return (
    <input
      type="checkbox"
      {...CHOOSES}
      aria-label={t("row", { name })}
      checked={selected.includes(id)}
      onChange={() => toggle(id)}
      className={BOX}
    />
  );
}

/** The checkbox in the header: all rows of this page, or none. */
export function SelectAll() {
  const t = useTranslations("common.selection");
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
      {...CHOOSES}
      aria-label={t("page")}
      checked={selected.length === ids.length}
      onChange={toggleAll}
      className={BOX}
    />
  );
}
