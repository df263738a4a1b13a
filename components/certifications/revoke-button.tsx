"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Props = {
  certification: Readonly<{ id: string; certificateNumber: string; person: string }>;
  action: (input: { id: string; reason: string }) => Promise<Result<unknown>>;
};

/** Takes a certificate back for good; the question says what the holder will see. */
export function RevokeButton({ certification, action }: Props) {
  const t = useTranslations("certifications");
  const { id, certificateNumber: number, person } = certification;
  return (
    <ActionButton
      label={t("revocation.revoke")}
      variant="danger"
      action={action}
      input={{ id, reason: "" }}
      confirm={{
        question: t("revocation.question", { number, person }),
        consequence: t("revocation.consequence", { person }),
        confirmLabel: t("revocation.revoke"),
        cancelLabel: t("revocation.keep"),
      }}
      reason={{ name: "reason", label: t("reason"), hint: t("revocation.reasonHint") }}
      done={t("revocation.done")}
    />
  );
}
