"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { VoidInput } from "@/lib/facts/schema";
import type { Result } from "@/lib/result";

type Props = {
  id: string;
  /** Such as "Annuller aktiviteten": the word alone could be taken for giving up the form. */
  label: string;
  /** What it is, for the question: "aktiviteten «besøk» 20. november 2026 for Kari Nordmann". */
  name: string;
  action: (input: VoidInput) => Promise<Result<unknown>>;
  redirectTo: string;
};

/** Says that a fact never was, with a reason. */
export function VoidButton({ id, label, name, action, redirectTo }: Props) {
  const t = useTranslations("facts");
  return (
    <ActionButton
      label={label}
      variant="danger"
      action={action}
      input={{ id, reason: "" }}
      confirm={{
        question: t("voidQuestion", { name }),
        consequence: t("voidConsequence"),
        confirmLabel: label,
        cancelLabel: t("keep"),
      }}
      reason={{ name: "reason", label: t("reason"), hint: t("reasonHint") }}
      done={t("voidDone")}
      redirectTo={redirectTo}
    />
  );
}
