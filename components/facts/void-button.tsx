"use client";
import { useTranslations } from "next-intl";
import { VoidEffects } from "@/components/facts/void-effects";
import { ActionButton } from "@/components/form/action-button";
import { LiveQueries } from "@/components/ui/live-queries";
import type { VoidInput } from "@/lib/facts/schema";
import type { Result } from "@/lib/result";

type Props = {
  id: string;
  /** Such as "Annuller aktiviteten": the word alone could be taken for giving up the form. */
  label: string;
  /** What it is, for the question: "aktiviteten «besøk» 20. november 2026 for Kari Nordmann". */
  name: string;
  /** Whose it is, and the address that says what would change for them. */
  person: string;
  effectsUrl: string;
  action: (input: VoidInput) => Promise<Result<unknown>>;
  redirectTo: string;
};

/** Says that a fact never was, with a reason. */
export function VoidButton({ id, label, name, person, effectsUrl, action, redirectTo }: Props) {
  const t = useTranslations("facts");
  return (
    <ActionButton
      label={label}
      variant="danger"
      action={action}
      input={{ id, reason: "" }}
      confirm={{
        question: t("voidQuestion", { name }),
        consequence: (
          <>
            <p>{t("voidConsequence")}</p>
            <LiveQueries>
              <VoidEffects url={effectsUrl} person={person} />
            </LiveQueries>
          </>
        ),
        confirmLabel: label,
        cancelLabel: t("keep"),
      }}
      reason={{ name: "reason", label: t("reason"), hint: t("reasonHint") }}
      done={t("voidDone")}
      redirectTo={redirectTo}
    />
  );
}
