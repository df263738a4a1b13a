"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { BadgeStanding } from "@/lib/badges/rules";
import type { Result } from "@/lib/result";

type Props = {
  badge: Readonly<{ id: string; standing: BadgeStanding; person: string; achievement: string }>;
  /** The reader's own badge, or one they proposed: another decides. */
  yours: "badge" | "nomination" | null;
  revoke: (input: { id: string; reason: string }) => Promise<Result<unknown>>;
  approve: (input: { id: string }) => Promise<Result<unknown>>;
  reject: (input: { id: string; reason: string }) => Promise<Result<unknown>>;
};

/** What can still be done with a badge: decide about one that waits, take back one that was given. */
export function BadgeActions({ badge, yours, revoke, approve, reject }: Props) {
  const t = useTranslations("badges");
  const byHand = useTranslations("byHand.withdraw");
  const { id, standing, person, achievement } = badge;
  const names = { person, achievement };
  const reason = { name: "reason", label: t("reason"), hint: t("decision.reasonHint") } as const;
  if (standing === "revoked" || standing === "rejected") return null;
  if (standing === "pending_approval" && yours === "badge") return <p>{byHand("own")}</p>;
  if (standing === "pending_approval" && yours === "nomination") {
    return (
      <>
        <p>{byHand("others")}</p>
        <ActionButton
          label={byHand("label")}
          action={revoke}
          input={{ id, reason: "" }}
          confirm={{
            question: byHand("question", names),
            consequence: byHand("consequence"),
            confirmLabel: byHand("label"),
          }}
          reason={reason}
          done={byHand("done")}
        />
      </>
    );
  }
  if (standing === "pending_approval") {
    return (
      <>
        <ActionButton
          label={t("decision.approve")}
          variant="primary"
          action={approve}
          input={{ id }}
          done={t("decision.approved")}
        />
        <ActionButton
          label={t("decision.reject")}
          action={reject}
          input={{ id, reason: "" }}
          confirm={{
            question: t("decision.rejectQuestion", names),
            consequence: t("decision.rejectConsequence"),
            confirmLabel: t("decision.reject"),
          }}
          reason={reason}
          done={t("decision.rejected")}
        />
      </>
    );
  }
  return (
    <ActionButton
      label={t("revocation.revoke")}
      variant="danger"
      action={revoke}
      input={{ id, reason: "" }}
      confirm={{
        question: t("revocation.question", names),
        consequence: t("revocation.consequence"),
        confirmLabel: t("revocation.revoke"),
        cancelLabel: t("revocation.keep"),
      }}
      reason={{ ...reason, hint: t("revocation.reasonHint") }}
      done={t("revocation.done")}
    />
  );
}
