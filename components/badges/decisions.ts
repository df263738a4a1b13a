import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSelection } from "@/components/data-table/selection";
import type { Decided } from "@/lib/badges/approval-service";
import type { Result } from "@/lib/result";

export type Answer = "approved" | "rejected";
export type Outcome = Readonly<{ answer: Answer; decided: Decided }>;
export type Deciding<Input> = (input: Input) => Promise<Result<Decided>>;

/** What became of the last yes or no for many, until the next one; the rows it was for are no longer selected then. */
export function useDecisions() {
  const { clear } = useSelection();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const remember =
    <Input>(answer: Answer, decide: Deciding<Input>): Deciding<Input> =>
    async (input) => {
      const result = await decide(input);
      setOutcome(result.ok ? { answer, decided: result.data } : null);
      if (result.ok) clear();
      return result;
    };
  return { outcome, remember };
}

/** How many were decided, could not be, and are left: in a few short sentences. */
export function useOutcomeText() {
  const t = useTranslations("byHand.approvals");
  return (answer: Answer, { decided, undecidedCount, left }: Decided): string =>
    [
      t(answer, { count: decided }),
      ...(undecidedCount > 0 ? [t("undecided", { count: undecidedCount })] : []),
      ...(left > 0 ? [t("left", { count: left })] : []),
    ].join(" ");
}
