"use client";
import { useTranslations } from "next-intl";
import { useSelection } from "@/components/data-table/selection";
import { ActionButton } from "@/components/form/action-button";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { announce, toneOf } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

export type Present = (input: { ids: string[] }) => Promise<Result<{ changed: number }>>;

/** For everybody ticked in the table: they were there and had it handed over, or not after all. */
export function PresentMany({ present, unpresent }: { present: Present; unpresent: Present }) {
  const t = useTranslations("standings.ceremony");
  const words = useTranslations("errors");
  const { selected, clear } = useSelection();
  const { busy, run } = useSingleRun();
  const call = (act: Present, done: "presented" | "unpresented") => {
    if (selected.length === 0) return announce(t("tickFirst"), "info");
    run(async () => {
      const result = await callAction(() => act({ ids: [...selected] }));
      if (!result.ok) return announce(translateMessage(words, result.error.text), "danger");
      const { changed } = result.data;
      announce(t(done, { people: changed }), toneOf(changed));
      clear();
    });
  };
  return (
    <div className="my-3 flex flex-wrap items-center gap-2">
      <Button variant="primary" size="row" busy={busy} onClick={() => call(present, "presented")}>
        {t("presentMany")}
      </Button>
      <Button size="row" onClick={() => call(unpresent, "unpresented")}>
        {t("unpresentMany")}
      </Button>
      <p role="status" className="text-muted text-sm">
        {t("ticked", { people: selected.length })}
      </p>
    </div>
  );
}

type OneProps = Readonly<{
  id: string;
  name: string;
  isPresented: boolean;
  present: Present;
  unpresent: Present;
}>;

/** For one person; pressing it again takes it back. */
export function PresentOne({ id, name, isPresented, present, unpresent }: OneProps) {
  const t = useTranslations("standings.ceremony");
  return isPresented ? (
    <ActionButton
      label={t("undo")}
      accessibleLabel={t("undoFor", { name })}
      size="small"
      action={unpresent}
      input={{ ids: [id] }}
      done={t("undone", { name })}
    />
  ) : (
    <ActionButton
      label={t("present")}
      accessibleLabel={t("presentTo", { name })}
      size="small"
      action={present}
      input={{ ids: [id] }}
      done={t("given", { name })}
    />
  );
}
