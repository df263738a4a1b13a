"use client";
import { useTranslations } from "next-intl";
import { ApprovalActions, type Decide } from "@/components/badges/approval-actions";
import { ApprovalOutcome } from "@/components/badges/approval-outcome";
import { ApproveAllActions, type DecideAll } from "@/components/badges/approve-all-actions";
import { useDecisions } from "@/components/badges/decisions";
import { useSelection } from "@/components/data-table/selection";
import { SelectionBar } from "@/components/data-table/selection-bar";
import type { AllWaiting } from "@/lib/badges/schema";

type Props = Decide &
  DecideAll & {
    /** All that the reader may decide about, of this page and the others; null when there are none. */
    all: AllWaiting | null;
    /** All that wait, with those that somebody else must answer. */
    total: number;
    /** As many of all as are decided about at a press. */
    most: number;
  };

/** A yes or no for the selected rows of those that wait, or for all, and what became of it. */
export function ApprovalBar({ all, total, most, approve, reject, approveAll, rejectAll }: Props) {
  const t = useTranslations("byHand.approvals");
  const { ids, selected, isEverything } = useSelection();
  const { outcome, remember } = useDecisions();
  const now = Math.min(all?.count ?? 0, most);
  const isPart = all !== null && now < all.count;
  return (
    <>
      <ApprovalOutcome outcome={outcome} />
      {ids.length > 0 ? (
        <SelectionBar
          links={[]}
          total={now}
          most={now}
          everything={{
            choose: t(isPart ? "chooseLongest" : "chooseAll", { count: now }),
            chosen: t(isPart ? "chosenLongest" : "chosenAll", { count: now }),
          }}
        >
          {isEverything && all ? (
            <ApproveAllActions
              all={all}
              now={now}
              hasOthers={total > all.count}
              remember={remember}
              approveAll={approveAll}
              rejectAll={rejectAll}
            />
          ) : (
            <ApprovalActions ids={selected} remember={remember} approve={approve} reject={reject} />
          )}
        </SelectionBar>
      ) : null}
    </>
  );
}
