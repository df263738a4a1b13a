"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Action = (input: { id: string }) => Promise<Result<unknown>>;
type Props = { id: string; canStop: boolean; hasFailed: boolean; cancel: Action; retry: Action };

/** Stops a run that is at work, or lets a failed one go on. */
export function JobActions({ id, canStop, hasFailed, cancel, retry }: Props) {
  const t = useTranslations("jobs");
  if (hasFailed) {
    return (
      <ActionButton
        label={t("retry")}
        variant="primary"
        action={retry}
        input={{ id }}
        done={t("retryDone")}
      />
    );
  }
  if (!canStop) return null;
  return (
    <ActionButton
      label={t("cancel")}
      variant="danger"
      action={cancel}
      input={{ id }}
      confirm={{
        question: t("cancelQuestion"),
        consequence: <p>{t("cancelConsequence")}</p>,
        confirmLabel: t("cancel"),
        cancelLabel: t("keepGoing"),
      }}
      done={t("cancelDone")}
    />
  );
}
