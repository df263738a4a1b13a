"use client";
import { useTranslations } from "next-intl";
import { type Deciding, type useDecisions, useOutcomeText } from "@/components/badges/decisions";
import { ActionButton } from "@/components/form/action-button";
import type { Decided } from "@/lib/badges/approval-service";
import type { AllWaiting } from "@/lib/badges/schema";

export type DecideAll = Readonly<{
  approveAll: Deciding<AllWaiting & { comment?: string }>;
  rejectAll: Deciding<AllWaiting & { reason: string }>;
}>;

type Props = DecideAll & {
  all: AllWaiting;
  /** As many as are decided about at this press. */
  now: number;
  /** Some wait that somebody else must answer. */
  hasOthers: boolean;
  remember: ReturnType<typeof useDecisions>["remember"];
};

/** A yes or no for all that wait, of this page and the others, after asking. In a SelectionBar. */
export function ApproveAllActions({ all, now, hasOthers, remember, approveAll, rejectAll }: Props) {
  const t = useTranslations("byHand.approvals");
  const text = useOutcomeText();
  const approval: AllWaiting & { comment?: string } = all;
  const also = (
    <>
      {now < all.count ? <p>{t("longestFirst", { count: all.count - now })}</p> : null}
      {hasOthers ? <p>{t("withoutOwn")}</p> : null}
    </>
  );
  return (
    <>
      <ActionButton
        label={t("approve")}
        variant="primary"
        action={remember("approved", approveAll)}
        input={approval}
        confirm={{
          question: t("approveQuestion", { count: now }),
          consequence: (
            <div className="space-y-2">
              <p>{t("approveConsequence")}</p>
              {also}
            </div>
          ),
          confirmLabel: t("approve"),
          tone: "primary",
        }}
        reason={{ name: "comment", label: t("comment"), hint: t("commentHint"), optional: true }}
        done={(decided: Decided) => text("approved", decided)}
        count={({ decided }) => decided}
      />
      <ActionButton
        label={t("reject")}
        action={remember("rejected", rejectAll)}
        input={{ ...all, reason: "" }}
        confirm={{
          question: t("rejectQuestion", { count: now }),
          consequence: (
            <div className="space-y-2">
              <p>{t("rejectConsequence")}</p>
              {also}
            </div>
          ),
          confirmLabel: t("reject"),
        }}
        reason={{ name: "reason", label: t("reason") }}
        done={(decided: Decided) => text("rejected", decided)}
        count={({ decided }) => decided}
      />
    </>
  );
}
