"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Props = {
  id: string;
  type: string;
  issued: number;
  action: (input: { id: string }) => Promise<Result<unknown>>;
  /** Where it leads then: the button is gone, and the focus with it. */
  backTo: string;
};

/** Takes all of it back, while that is possible. */
export function CertificationBatchUndo({ id, type, issued, action, backTo }: Props) {
  const t = useTranslations("issuing");
  return (
    <ActionButton
      label={t("undo")}
      variant="danger"
      action={action}
      input={{ id }}
      confirm={{
        question: t("undoQuestion", { type }),
        consequence: t("undoConsequence", { count: issued }),
        confirmLabel: t("undo"),
        cancelLabel: t("undoKeep"),
      }}
      done={t("undoDone")}
      redirectTo={backTo}
    />
  );
}
