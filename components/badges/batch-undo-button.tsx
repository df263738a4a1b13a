"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Props = {
  id: string;
  achievement: string;
  awarded: number;
  action: (input: { id: string }) => Promise<Result<unknown>>;
  /** Back to the page without the message that it was given. */
  path: string;
};

/** Takes all of it back, while that is possible. */
export function BatchUndoButton({ id, achievement, awarded, action, path }: Props) {
  const t = useTranslations("batches");
  return (
    <ActionButton
      label={t("undo")}
      variant="danger"
      action={action}
      input={{ id }}
      confirm={{
        question: t("undoQuestion", { achievement }),
        consequence: t("undoConsequence", { count: awarded }),
        confirmLabel: t("undo"),
        cancelLabel: t("undoKeep"),
      }}
      done={t("undoDone")}
      redirectTo={path}
    />
  );
}
