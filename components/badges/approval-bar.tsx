"use client";
import { ApprovalActions, type Decide } from "@/components/badges/approval-actions";
import { useSelection } from "@/components/data-table/selection";
import { SelectionBar } from "@/components/data-table/selection-bar";

/** A yes or no for the selected rows of those that wait. */
export function ApprovalBar(decide: Decide) {
  const { ids, selected } = useSelection();
  return (
    <SelectionBar links={[]} total={ids.length} most={ids.length}>
      <ApprovalActions ids={selected} isOffered {...decide} />
    </SelectionBar>
  );
}
