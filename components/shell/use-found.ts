"use client";
import { useEffect, useState } from "react";

export type FoundItem = Readonly<{ href: string; label: string; detail?: string }>;
export type FoundGroup = Readonly<{ title: string; items: readonly FoundItem[] }>;
type Answer = Readonly<{ groups: readonly FoundGroup[]; said: string }>;
export type Found = Answer & Readonly<{ state: "searching" | "done" | "failed" }>;

/** Long enough that ordinary typing asks once per word, short enough not to be felt as waiting. */
const PAUSE_MS = 120;

const NOTHING: Answer = { groups: [], said: "" };

/** What `${url}?q=…` answers to what is typed. The next letter takes back the question before it; the former answer stays until then. */
export function useFound(url: string, text: string): Found {
  const [found, setFound] = useState<Found & { text: string | null }>({
    ...NOTHING,
    state: "searching",
    text: null,
  });
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(
      async () => {
        try {
          const address = `${url}?${new URLSearchParams({ q: text })}`;
          const response = await fetch(address, {
            signal: stop.signal,
            headers: { accept: "application/json" },
          });
          if (!response.ok) throw new Error(`${url} answered ${response.status}`);
          setFound({ ...((await response.json()) as Answer), state: "done", text });
        } catch {
          if (!stop.signal.aborted) setFound({ ...NOTHING, state: "failed", text });
        }
      },
      text === "" ? 0 : PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [url, text]);
  return found.text === text ? found : { ...found, state: "searching" };
}
