"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { VoidInput } from "@/lib/facts/schema";
import type { Result } from "@/lib/result";

type Props = {
  id: string;
  /** What it is, for the question: "besøk, Kari Nordmann, 20. november 2026". */
  name: string;
  action: (input: VoidInput) => Promise<Result<unknown>>;
  redirectTo: string;
};

/** Says that a fact never was, with a reason. */
export function VoidButton({ id, name, action, redirectTo }: Props) {
  const t = useTranslations("facts");
  return (
    <ActionButton
      label={t("void")}
      variant="danger"
      action={action}
      input={{ id, reason: "" }}
      confirm={{
        question: t("voidQuestion", { name }),
        consequence: t("voidConsequence"),
        confirmLabel: t("void"),
        cancelLabel: t("keep"),
      }}
      reason={{ name: "reason", label: t("reason"), hint: t("reasonHint") }}
      done={t("voidDone")}
      redirectTo={redirectTo}
    />
  );
}
