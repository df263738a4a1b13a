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
export type Decide = Readonly<{
  approve: (input: Ids) => Promise<Result<Decided>>;
  reject: (input: Ids & { reason: string }) => Promise<Result<Decided>>;
}>;

type Props = Decide & {
  /** Those of the selected rows that wait. */
  ids: readonly string[];
  /** Without the buttons it only says what became of those before. */
  isOffered: boolean;
};

/** A yes or no for the selected rows, and which of them could not get one. In a SelectionBar. */
export function ApprovalActions({ ids, isOffered, approve, reject }: Props) {
  const t = useTranslations("byHand.approvals");
  const { clear } = useSelection();
  const [answer, setAnswer] = useState<Decided | null>(null);
  const remember =
    <Input,>(action: (input: Input) => Promise<Result<Decided>>) =>
    async (input: Input) => {
      const result = await action(input);
      setAnswer(result.ok ? result.data : null);
      if (result.ok) clear();
      return result;
    };
  return (
    <>
      {isOffered ? (
        <>
          <ActionButton
            label={t("approve")}
            variant="primary"
            action={remember(approve)}
            input={{ ids: [...ids] }}
            done={t("done")}
          />
          <ActionButton
            label={t("reject")}
            action={remember(reject)}
            input={{ ids: [...ids], reason: "" }}
            confirm={{
              question: t("rejectQuestion", { count: ids.length }),
              consequence: t("rejectConsequence"),
              confirmLabel: t("reject"),
            }}
            reason={{ name: "reason", label: t("reason") }}
            done={t("done")}
          />
        </>
      ) : null}
      {answer && answer.undecided.length > 0 ? <Left answer={answer} /> : null}
    </>
  );
}

function Left({ answer }: { answer: Decided }) {
  const t = useTranslations("byHand.approvals");
  const errors = useTranslations("errors");
  return (
    <div className="w-full">
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
    </div>
  );
}
