"use client";
import { ApprovalActions, type Decide } from "@/components/badges/approval-actions";
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
  const ids = selected.filter((id) => waiting.includes(id));
  return (
    <SelectionBar links={links} total={total} most={most}>
      <ApprovalActions
        ids={ids}
        isOffered={ids.length > 0 && !isEverything}
        approve={approve}
        reject={reject}
      />
    </SelectionBar>
  );
}
