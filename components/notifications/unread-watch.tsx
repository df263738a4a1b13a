"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { announce } from "@/components/ui/announce";

type Props = { address: string; unread: number };
type Answer = Readonly<{ unread: number; said: string }>;

const PAUSE_MS = 60_000;

/**
 * Asks once a minute, while the page is in sight, how much is unread. What has come is said politely, and the frame is drawn
 * anew with its number; nothing on the page moves or loses focus.
 */
export function UnreadWatch({ address, unread }: Props) {
  const router = useRouter();
  useEffect(() => {
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
      if (!answer?.ok) return;
      const now = (await answer.json()) as Answer;
      if (now.unread === unread) return;
      if (now.unread > unread) announce(now.said, "info");
      router.refresh();
    };
    const timer = window.setInterval(look, PAUSE_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [address, unread, router]);
  return null;
}
