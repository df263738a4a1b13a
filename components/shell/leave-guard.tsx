"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ComponentType, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import type { LeaveQuestionProps } from "@/components/shell/leave-question";
import {
  currentEntry,
  type Entry,
  watchHistory,
  watchLeavingForms,
  watchNavigation,
} from "@/components/shell/ways-out";
import { askBy, isHeldBack, letGo, onHeldBack } from "@/components/ui/held-back";

const nothing = () => false;

/** The entry of the history that this page has, also after the browser has gone to another. */
function useOwnEntry() {
  const path = usePathname();
  const query = useSearchParams();
  const entry = useRef<Entry | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is not read, but a new one is a new entry of the history
  useEffect(() => {
    entry.current = currentEntry();
  }, [path, query]);
  return entry;
}

/** What somebody wants to go to, while that would lose something. */
function useAsked() {
  const [asked, setAsked] = useState<{ go: () => void } | null>(null);
  const entry = useOwnEntry();
  useEffect(() => {
    const ask = (go: () => void) => setAsked({ go });
    const ends = [
      askBy(ask),
      watchNavigation(ask),
      watchHistory(() => entry.current ?? currentEntry(), ask),
      watchLeavingForms(ask),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [entry]);
  return {
    asked,
    stay: () => setAsked(null),
    leave: () => {
      setAsked(null);
      letGo();
      asked?.go();
    },
  };
}

/** The dialog, fetched once there is something to lose; "failed" where it does not arrive. */
function useQuestion(): ComponentType<LeaveQuestionProps> | "failed" | null {
  const isNeeded = useSyncExternalStore(onHeldBack, isHeldBack, nothing);
  const [question, setQuestion] = useState<{ face: ComponentType<LeaveQuestionProps> | "failed" } | null>(
    null,
  );
  useEffect(() => {
    if (!isNeeded || question) return;
    import("@/components/shell/leave-question").then(
      ({ LeaveQuestion }) => setQuestion({ face: LeaveQuestion }),
      () => setQuestion({ face: "failed" }),
    );
  }, [isNeeded, question]);
  return question?.face ?? null;
}

/** Asks before what is typed and not saved is lost, whichever way the page is left. */
export function LeaveGuard() {
  const t = useTranslations("common.leave");
  const { asked, leave, stay } = useAsked();
  const Question = useQuestion();
  const hasFailed = Question === "failed";
  const askPlainly = useEffectEvent(() => {
    if (window.confirm(`${t("question")} ${t("consequence")}`)) leave();
    else stay();
  });
  useEffect(() => {
    if (asked && hasFailed) askPlainly();
  }, [asked, hasFailed]);
  return Question && !hasFailed ? <Question open={asked !== null} onLeave={leave} onStay={stay} /> : null;
}
