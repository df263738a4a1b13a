"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { Outcome } from "@/components/badges/decisions";
import { Callout } from "@/components/ui/callout";
import type { Undecided } from "@/lib/badges/approval-service";
import { translateMessage } from "@/lib/i18n/translate-message";

/** What a yes or no for many has left, once it was said how many that are; nothing where it left nothing. */
export function ApprovalOutcome({ outcome }: { outcome: Outcome | null }) {
  const t = useTranslations("byHand.approvals");
  const box = useRef<HTMLDivElement>(null);
  // It stands below the rows, and may be far from where the button was pressed.
  useEffect(() => {
    if (outcome) box.current?.scrollIntoView({ block: "nearest" });
  }, [outcome]);
  if (!outcome) return null;
  const { decided, undecided, undecidedCount, left } = outcome.decided;
  if (undecidedCount === 0 && left === 0) return null;
  return (
    <div ref={box} className="scroll-mt-20 scroll-mb-40">
      <Callout tone={undecidedCount > 0 ? "warning" : "info"} title={t(outcome.answer, { count: decided })}>
        {left > 0 ? <p>{t("left", { count: left })}</p> : null}
        {undecidedCount > 0 ? <Named undecided={undecided} count={undecidedCount} /> : null}
      </Callout>
    </div>
  );
}

function Named({ undecided, count }: { undecided: readonly Undecided[]; count: number }) {
  const t = useTranslations("byHand.approvals");
  const errors = useTranslations("errors");
  const byReason = new Map<string, Undecided[]>();
  for (const badge of undecided) {
    const why = translateMessage(errors, badge.reason);
    byReason.set(why, [...(byReason.get(why) ?? []), badge]);
  }
  return (
    <>
      <p>{t("undecidedTitle", { count })}</p>
      {[...byReason].map(([why, badges]) => (
        <div key={why}>
          <p>{why}</p>
          <ul className="list-disc pl-5">
            {badges.map(({ id, person, achievement }) => (
              <li key={id}>{t("undecidedOne", { person, achievement })}</li>
            ))}
          </ul>
        </div>
      ))}
      {count > undecided.length ? <p>{t("undecidedRest", { count: count - undecided.length })}</p> : null}
    </>
  );
}
