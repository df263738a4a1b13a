"use client";
import { useTranslations } from "next-intl";
import { callAction } from "@/components/form/call-action";
import { announce, type Undo } from "@/components/ui/announce";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type UndoAction = Readonly<{
  run: () => Promise<Result<unknown>>;
  /** Said when it is as it was: "Merket vises igjen". */
  done: string;
}>;

/** Makes an offer to take something back, for `announce`. Pressed twice, it is called once. */
export function useUndo(): (action: UndoAction) => Undo {
  const t = useTranslations("common.undo");
  const errors = useTranslations("errors");
  return ({ run, done }) => {
    let isCalled = false;
    async function takeBack() {
      if (isCalled) return;
      isCalled = true;
      const result = await callAction(run);
      if (result.ok) announce(done);
      else announce(translateMessage(errors, result.error.text), "danger");
    }
    return { label: t("label"), run: () => void takeBack() };
  };
}
