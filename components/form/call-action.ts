"use client";
import { unstable_rethrow } from "next/navigation";
import { startTransition, useRef, useState } from "react";
import { msg } from "@/lib/errors";
import type { Result } from "@/lib/result";

/**
 * Calls a server action and always gets a Result. A call that fails says only that it failed: nobody answered, or
 * the server broke, or a tab from before a deployment asked for what is gone. Nothing typed is lost either way.
 */
export async function callAction<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call();
  } catch (error) {
    unstable_rethrow(error);
    const text = msg(error instanceof TypeError ? "system.network" : "system.unexpected");
    return { ok: false, error: { code: "unavailable", text, fields: {} } };
  }
}

/** One run at a time: buttons are never disabled, so a second press while the first is on its way ends here. */
export function useSingleRun() {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);

  function run(work: () => Promise<void>) {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    // Inside a transition a redirect thrown by the action reaches the router.
    startTransition(async () => {
      try {
        await work();
      } finally {
        running.current = false;
        setBusy(false);
      }
    });
  }

  return { busy, run };
}
