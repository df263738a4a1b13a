"use client";
import { useTranslations } from "next-intl";
import { useSelection } from "@/components/data-table/selection";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { announce, toneOf } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Mark = (input: { ids: string[] }) => Promise<Result<{ changed: number }>>;
type Props = Readonly<{
  /** What is marked: that it was paid, or handed over. */
  what: "payments" | "ceremony";
  mark: Mark;
  unmark: Mark;
}>;

/** For every row that is selected: it has been done, or not after all. */
export function MarkMany({ what, mark, unmark }: Props) {
  const t = useTranslations("reports");
  const words = useTranslations("errors");
  const { selected, clear } = useSelection();
  const { busy, run } = useSingleRun();
  const call = (act: Mark, done: "marked" | "unmarked") => {
    if (selected.length === 0) return announce(t("tickFirst"), "info");
    run(async () => {
      const result = await callAction(() => act({ ids: [...selected] }));
      if (!result.ok) return announce(translateMessage(words, result.error.text), "danger");
      const { changed } = result.data;
      announce(t(`${what}.${done}`, { count: changed }), toneOf(changed));
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
      <p role="status" className="text-muted text-sm">
        {t("ticked", { count: selected.length })}
      </p>
    </div>
  );
}
