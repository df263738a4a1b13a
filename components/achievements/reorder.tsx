"use client";
import { useTranslations } from "next-intl";
import {
  createContext,
  type PointerEvent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
} from "react";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Move = (input: {
  id: string;
  direction: "up" | "down";
}) => Promise<Result<{ name: string; place: number; of: number }>>;
type Order = (input: { ids: string[] }) => Promise<Result<unknown>>;
type List = Readonly<{ ids: readonly string[]; move: Move; order: Order }>;

const ReorderContext = createContext<List | null>(null);

/** Around a list whose rows can be moved; `ids` are the rows in their order. */
export function Reorder({ ids, move, order, children }: List & { children: ReactNode }) {
  const value = useMemo(() => ({ ids, move, order }), [ids, move, order]);
  return <ReorderContext value={value}>{children}</ReorderContext>;
}

/** Moves one row: by buttons for everybody, by dragging the handle for those who like to. */
export function MoveControls({ id, name }: { id: string; name: string }) {
  const t = useTranslations("common.move");
  const { ids, busy, step, place } = useMove(id, name);
  const drag = useDrag(id, (to) => place(ids.filter((other) => other !== id).toSpliced(to, 0, id), to));
  const buttons = { up: useRef<HTMLButtonElement>(null), down: useRef<HTMLButtonElement>(null) };
  const pressed = useRef<"up" | "down" | null>(null);
  const at = ids.indexOf(id);

  // A row that moves in the document loses the focus that was in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new place is what the focus waits for
  useEffect(() => {
    if (pressed.current) buttons[pressed.current].current?.focus();
  }, [at]);

  const button = (direction: "up" | "down") => (
    <Button
      ref={buttons[direction]}
      size="small"
      busy={busy && pressed.current === direction}
      aria-label={t(`${direction}Name`, { name })}
      title={t(direction)}
      onClick={() => {
        pressed.current = direction;
        step(direction);
      }}
      onBlur={() => {
        if (!busy) pressed.current = null;
      }}
      icon={<Icon as={direction === "up" ? "arrow-up" : "arrow-down"} />}
    />
  );
  return (
    <span data-order-id={id} className="inline-flex items-center gap-1">
      <span
        {...drag}
        aria-hidden="true"
        title={t("drag")}
        className="cursor-grab touch-none rounded-md p-1 text-muted hover:bg-accent-soft active:cursor-grabbing"
      >
        <Icon as="grip-vertical" />
      </span>
      {button("up")}
      {button("down")}
    </span>
  );
}

function useMove(id: string, name: string) {
  const list = useContext(ReorderContext);
  const t = useTranslations("common.move");
  const words = useTranslations("errors");
  if (!list) throw new Error("A row is moved outside of <Reorder>");
  const { ids, move, order } = list;
  const { busy, run } = useSingleRun();
  const at = ids.indexOf(id);

  function step(direction: "up" | "down") {
    if (direction === "up" && at === 0) return announce(t("isFirst", { name }), "info");
    if (direction === "down" && at === ids.length - 1) return announce(t("isLast", { name }), "info");
    run(async () => {
      const result = await callAction(() => move({ id, direction }));
      if (result.ok) announce(t("moved", result.data));
      else announce(translateMessage(words, result.error.text), "danger");
    });
  }

  function place(next: string[], to: number) {
    if (to === at) return;
    run(async () => {
      const result = await callAction(() => order({ ids: next }));
      if (result.ok) announce(t("moved", { name, place: to + 1, of: ids.length }));
      else announce(translateMessage(words, result.error.text), "danger");
    });
  }

  return { ids, busy, step, place };
}

const HINT = ["outline-3", "-outline-offset-2", "outline-accent"];

/** Dragging with pointer events: the row under the pointer is marked, and its place taken when let go. */
function useDrag(id: string, drop: (to: number) => void) {
  const target = useRef<Element | null>(null);

  function mark(row: Element | null) {
    if (row === target.current) return;
    target.current?.classList.remove(...HINT);
    row?.classList.add(...HINT);
    target.current = row;
  }

  const rowAt = ({ clientX, clientY }: PointerEvent) => {
    const row = document.elementFromPoint(clientX, clientY)?.closest("tr");
    return row?.querySelector("[data-order-id]") ? row : null;
  };

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) mark(rowAt(event));
    },
    onPointerUp() {
      const row = target.current;
      const rows = row ? [...(row.parentElement?.children ?? [])] : [];
      const own = rows.findIndex((one) => one.querySelector(`[data-order-id="${id}"]`));
      const to = row ? rows.indexOf(row) : -1;
      mark(null);
      if (to >= 0 && own >= 0) drop(to);
    },
    onPointerCancel: () => mark(null),
  };
}
