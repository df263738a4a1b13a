"use client";
import { ApprovalActions, type Decide } from "@/components/badges/approval-actions";
import { ApprovalOutcome } from "@/components/badges/approval-outcome";
import { useDecisions } from "@/components/badges/decisions";
import { useSelection } from "@/components/data-table/selection";
import { SelectionBar, type SelectionLink } from "@/components/data-table/selection-bar";

type Props = Decide & {
  links: readonly SelectionLink[];
  total: number;
  most: number;
  /** The badges of the page that wait for a yes or no. */
  waiting: readonly string[];
};

/** What can be done with chosen badges. A yes or no is for those on the page, whose reasons can be read there. */
export function BadgeBar({ links, total, most, waiting, approve, reject }: Props) {
  const { selected, isEverything } = useSelection();
  const { outcome, remember } = useDecisions();
  const ids = selected.filter((id) => waiting.includes(id));
  return (
    <>
      <ApprovalOutcome outcome={outcome} />
      <SelectionBar links={links} total={total} most={most}>
        {ids.length > 0 && !isEverything ? (
          <ApprovalActions ids={ids} remember={remember} approve={approve} reject={reject} />
        ) : null}
      </SelectionBar>
    </>
  );
}
