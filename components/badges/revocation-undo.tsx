"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { GivenBack } from "@/lib/badges/revoke-many-undo-service";
import type { Result } from "@/lib/result";

type Props = {
  id: string;
  revoked: number;
  /** As many of them as are again what they were. */
  comingBack: number;
  action: (input: { id: string }) => Promise<Result<GivenBack>>;
  /** Where it leads then: the button is gone, and the focus with it. */
  backTo: string;
};

/** Gives the badges back, while that is possible. */
export function RevocationUndo({ id, revoked, comingBack, action, backTo }: Props) {
  const t = useTranslations("badgeRevocations");
  return (
    <ActionButton
      label={t("undo")}
      action={action}
      input={{ id }}
      confirm={{
        question: t("undoQuestion", { count: comingBack }),
        consequence: t("undoConsequence", { left: revoked - comingBack }),
        confirmLabel: t("undoConfirm"),
        cancelLabel: t("undoKeep"),
        tone: "primary",
      }}
      done={({ undone }) => t("undoDone", { count: undone, left: revoked - undone })}
      count={({ undone }) => undone}
      redirectTo={backTo}
    />
  );
}
