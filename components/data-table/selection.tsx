"use client";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";

type Chosen = Readonly<{
  ids: ReadonlySet<string>;
  all: readonly string[];
  set: (ids: ReadonlySet<string>) => void;
}>;

const SelectionContext = createContext<Chosen | null>(null);

/** What is chosen, for the buttons of a SelectionBar. */
export function useSelection(): Chosen {
  const chosen = useContext(SelectionContext);
  if (!chosen) throw new Error("A selection is used outside of <Selection>");
  return chosen;
}

/** Around a table whose rows can be chosen; `ids` are the rows of this page. */
export function Selection({ ids: all, children }: { ids: readonly string[]; children: ReactNode }) {
  const [picked, set] = useState<ReadonlySet<string>>(new Set());
  // Rows that have left the page are no longer chosen: nobody acts on what cannot be seen.
  const value = useMemo(
    () => ({ ids: new Set(all.filter((id) => picked.has(id))), all, set }),
    [all, picked],
  );
  return <SelectionContext value={value}>{children}</SelectionContext>;
}

export function SelectRow({ id, name }: { id: string; name: string }) {
  const t = useTranslations("common.table");
  const { ids, set } = useSelection();
  return (
    <input
      type="checkbox"
      aria-label={t("selectRow", { name })}
      checked={ids.has(id)}
      onChange={(event) => {
        const next = new Set(ids);
        if (event.target.checked) next.add(id);
        else next.delete(id);
        set(next);
      }}
      className="block size-5 accent-accent"
    />
  );
}

export function SelectAll() {
  const t = useTranslations("common.table");
  const { ids, all, set } = useSelection();
  return (
    <input
      type="checkbox"
      aria-label={t("selectAll")}
      checked={all.length > 0 && ids.size === all.length}
      ref={(box) => {
        if (box) box.indeterminate = ids.size > 0 && ids.size < all.length;
      }}
      onChange={(event) => set(new Set(event.target.checked ? all : []))}
      className="block size-5 accent-accent"
    />
  );
}

/** Sticks to the bottom while something is chosen; its children act on `useSelection().ids`. */
export function SelectionBar({ children }: { children: ReactNode }) {
  const t = useTranslations("common.table");
  const { ids, set } = useSelection();
  return (
    <div
      className={
        ids.size > 0
          ? "sticky bottom-0 z-20 mt-3 flex flex-wrap items-center gap-3 rounded-md border border-control bg-surface p-3 shadow-overlay"
          : "sr-only"
      }
    >
      <p role="status" className="font-semibold">
        {ids.size > 0 ? t("selected", { count: ids.size }) : ""}
      </p>
      {ids.size > 0 ? children : null}
      {ids.size > 0 ? (
        <Button variant="quiet" onClick={() => set(new Set())}>
          {t("clearSelection")}
        </Button>
      ) : null}
    </div>
  );
}
