"use client";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

export type LeaveQuestionProps = Readonly<{ open: boolean; onLeave: () => void; onStay: () => void }>;

/** Asks whether what is typed and not saved may be lost. */
export function LeaveQuestion({ open, onLeave, onStay }: LeaveQuestionProps) {
  const t = useTranslations("common.leave");
  return (
    <ConfirmDialog
      open={open}
      question={t("question")}
      consequence={t("consequence")}
      confirmLabel={t("leave")}
      cancelLabel={t("stay")}
      onConfirm={onLeave}
      onCancel={onStay}
    />
  );
}
