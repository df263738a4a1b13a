"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSelection } from "@/components/data-table/selection";
import { ActionButton } from "@/components/form/action-button";
import { Callout } from "@/components/ui/callout";
import type { Decided } from "@/lib/badges/approval-service";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Ids = { ids: string[] };
type Props = {
  approve: (input: Ids) => Promise<Result<Decided>>;
  reject: (input: Ids & { reason: string }) => Promise<Result<Decided>>;
};

/** A yes or no for the selected rows, and which of them could not get one. */
export function ApprovalBar({ approve, reject }: Props) {
  const t = useTranslations("byHand");
  const { selected, clear } = useSelection();
  const [answer, setAnswer] = useState<Decided | null>(null);
  const ids = [...selected];
  const remember =
    <Input,>(action: (input: Input) => Promise<Result<Decided>>) =>
    async (input: Input) => {
      const result = await action(input);
      setAnswer(result.ok ? result.data : null);
      if (result.ok) clear();
      return result;
    };
  return (
    <div className="space-y-3">
      {answer && answer.undecided.length > 0 ? <Left answer={answer} /> : null}
      <section
        aria-label={t("approvals.actions")}
        className="sticky bottom-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line bg-surface p-3"
      >
        <p role="status" className="font-semibold">
          {t("selected", { count: selected.length })}
        </p>
        <ActionButton
          label={t("approvals.approve")}
          variant="primary"
          action={remember(approve)}
          input={{ ids }}
          done={t("approvals.done")}
        />
        <ActionButton
          label={t("approvals.reject")}
          action={remember(reject)}
          input={{ ids, reason: "" }}
          confirm={{
            question: t("approvals.rejectQuestion", { count: selected.length }),
            consequence: t("approvals.rejectConsequence"),
            confirmLabel: t("approvals.reject"),
          }}
          reason={{ name: "reason", label: t("approvals.reason") }}
          done={t("approvals.done")}
        />
      </section>
    </div>
  );
}

function Left({ answer }: { answer: Decided }) {
  const t = useTranslations("byHand.approvals");
  const errors = useTranslations("errors");
  return (
    <Callout tone="warning" role="status" title={t("decided", { count: answer.decided })}>
      <p>{t("undecided", { count: answer.undecided.length })}</p>
      <ul className="list-disc pl-5">
        {answer.undecided.map(({ id, person, achievement, reason }) => (
          <li key={id}>
            {t("undecidedOne", { person, achievement, why: translateMessage(errors, reason) })}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
