"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useSelection } from "@/components/data-table/selection";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { useUndo } from "@/components/form/use-undo";
import { announce, toneOf } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Mark = (input: { ids: string[] }) => Promise<Result<{ changed: number; ids: readonly string[] }>>;
type Props = Readonly<{
  /** What is marked: that it was paid, or handed over. */
  what: "payments" | "ceremony";
  mark: Mark;
  unmark: Mark;
  /** What can be done about all of them. */
  children?: ReactNode;
}>;

/** For every row that is selected: it has been done, or not after all. */
export function MarkMany({ what, mark, unmark, children }: Props) {
  const t = useTranslations("reports");
  const words = useTranslations("errors");
  const { selected, clear } = useSelection();
  const { busy, run } = useSingleRun();
  const offer = useUndo();
  const call = (act: Mark, done: "marked" | "unmarked") => {
    if (selected.length === 0) return announce(t("tickFirst"), "info");
    run(async () => {
      const result = await callAction(() => act({ ids: [...selected] }));
      if (!result.ok) return announce(translateMessage(words, result.error.text), "danger");
      const { changed, ids } = result.data;
      const [takeBack, undone] =
        done === "marked" ? ([unmark, "unmarked"] as const) : ([mark, "marked"] as const);
      const back = offer({
        run: () => takeBack({ ids: [...ids] }),
        done: t(`${what}.${undone}`, { count: changed }),
      });
      announce(t(`${what}.${done}`, { count: changed }), toneOf(changed), back);
      clear();
    });
  };
  return (
    <div className="my-3 flex flex-wrap items-center gap-2 print:hidden">
      <Button variant="primary" size="row" busy={busy} onClick={() => call(mark, "marked")}>
        {t(`${what}.mark`)}
      </Button>
      <Button size="row" onClick={() => call(unmark, "unmarked")}>
        {t(`${what}.unmark`)}
      </Button>
      {children}
      <p role="status" className="text-muted text-sm">
        {t("ticked", { count: selected.length })}
      </p>
    </div>
  );
}
