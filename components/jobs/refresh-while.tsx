"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const SOONEST_MS = 5_000;
const LATEST_MS = 60_000;
const PATIENCE = 1.3;

/** Reads the page anew, ever more seldom, as long as something on it is going on and the tab is in sight. */
export function RefreshWhile({ active }: { active: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!active) return;
    let pause = SOONEST_MS;
    let timer: number;
    const wait = () => {
      timer = window.setTimeout(() => {
        if (document.visibilityState === "visible") router.refresh();
        pause = Math.min(pause * PATIENCE, LATEST_MS);
        wait();
      }, pause);
    };
    wait();
    return () => window.clearTimeout(timer);
  }, [active, router]);
  return null;
}
