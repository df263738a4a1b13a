"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { ButtonSize } from "@/components/ui/button-style";
import type { KeepInput } from "@/lib/badges/flag-schema";
import type { RevocationInput } from "@/lib/badges/schema";
import type { Result } from "@/lib/result";

type Props = {
  badge: Readonly<{ id: string; flagReason: string; person: string; achievement: string }>;
  keep: (input: KeepInput) => Promise<Result<unknown>>;
  /** Left out where the page has this button already. */
  revoke?: (input: RevocationInput) => Promise<Result<unknown>>;
  size?: ButtonSize;
};

/** The two decisions about a badge whose criteria are no longer met. */
export function FlagActions({ badge, keep, revoke, size }: Props) {
  const t = useTranslations("flags");
  const words = useTranslations("badges");
  const { id, flagReason, person, achievement } = badge;
  const names = { person, achievement };
  return (
    <div className="flex flex-wrap gap-2">
      <ActionButton
        label={t("keep")}
        accessibleLabel={t("keepFor", names)}
        size={size}
        action={keep}
        input={{ id, flagReason, note: "" }}
        confirm={{
          question: t("keepQuestion", names),
          consequence: t("keepConsequence"),
          confirmLabel: t("keep"),
          cancelLabel: t("back"),
          tone: "primary",
        }}
        reason={{ name: "note", label: t("note"), hint: t("noteHint") }}
        done={t("kept")}
      />
      {revoke ? (
        <ActionButton
          label={t("revoke")}
          accessibleLabel={t("revokeFor", names)}
          variant="danger"
          size={size}
          action={revoke}
          input={{ id, reason: "" }}
          confirm={{
            question: words("revocation.question", names),
            consequence: words("revocation.consequence"),
            confirmLabel: t("revoke"),
            cancelLabel: t("back"),
          }}
          reason={{ name: "reason", label: words("reason"), hint: words("revocation.reasonHint") }}
          done={words("revocation.done")}
        />
      ) : null}
    </div>
  );
}
