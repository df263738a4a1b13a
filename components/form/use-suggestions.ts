"use client";
import { useEffect, useState } from "react";

export type Suggestion = Readonly<{ value: string; label: string; detail?: string }>;
type Search = Readonly<{ state: "idle" | "searching" | "done" | "failed"; items: readonly Suggestion[] }>;

const IDLE: Search = { state: "idle", items: [] };
const FAILED: Search = { state: "failed", items: [] };
/** Long enough that ordinary typing asks once per word, short enough not to be felt as waiting. */
const PAUSE_MS = 200;

async function ask(url: string, text: string, signal: AbortSignal): Promise<Search> {
  const address = `${url}${url.includes("?") ? "&" : "?"}q=${encodeURIComponent(text)}`;
  try {
    const response = await fetch(address, { signal, headers: { accept: "application/json" } });
    if (!response.ok) return FAILED;
    const { items } = (await response.json()) as { items: Suggestion[] };
    return { state: "done", items };
  } catch {
    return FAILED;
  }
}

/** Answers of `${url}?q=…` while somebody types; an answer that comes too late is dropped. */
export function useSuggestions(url: string, text: string, minimum: number): Search {
  const [search, setSearch] = useState<Search>(IDLE);

  useEffect(() => {
    if (text.length < minimum) {
      setSearch(IDLE);
      return;
    }
    const stop = new AbortController();
    setSearch((before) => ({ state: "searching", items: before.items }));
    const timer = setTimeout(async () => {
      const found = await ask(url, text, stop.signal);
      if (!stop.signal.aborted) setSearch(found);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [url, text, minimum]);

  return search;
}
