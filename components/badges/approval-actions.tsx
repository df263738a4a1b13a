"use client";
import { useTranslations } from "next-intl";
import { type Deciding, type useDecisions, useOutcomeText } from "@/components/badges/decisions";
import { ActionButton } from "@/components/form/action-button";
import type { Decided } from "@/lib/badges/approval-service";

type Ids = { ids: string[] };
export type Decide = Readonly<{ approve: Deciding<Ids>; reject: Deciding<Ids & { reason: string }> }>;

type Props = Decide & {
  /** Those of the selected rows that wait. */
  ids: readonly string[];
  remember: ReturnType<typeof useDecisions>["remember"];
};

/** A yes or no for the selected rows. In a SelectionBar. */
export function ApprovalActions({ ids, remember, approve, reject }: Props) {
  const t = useTranslations("byHand.approvals");
  const text = useOutcomeText();
  return (
    <>
      <ActionButton
        label={t("approve")}
        variant="primary"
        action={remember("approved", approve)}
        input={{ ids: [...ids] }}
        done={(decided: Decided) => text("approved", decided)}
        count={({ decided }) => decided}
      />
      <ActionButton
        label={t("reject")}
        action={remember("rejected", reject)}
        input={{ ids: [...ids], reason: "" }}
        confirm={{
          question: t("rejectQuestion", { count: ids.length }),
          consequence: t("rejectConsequence"),
          confirmLabel: t("reject"),
        }}
        reason={{ name: "reason", label: t("reason") }}
        done={(decided: Decided) => text("rejected", decided)}
        count={({ decided }) => decided}
      />
    </>
  );
}
