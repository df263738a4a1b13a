"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

export type Suggestion = Readonly<{ value: string; label: string; detail?: string }>;
type Search = Readonly<{ state: "idle" | "searching" | "done" | "failed"; items: readonly Suggestion[] }>;

/** Long enough that ordinary typing asks once per word, short enough not to be felt as waiting. */
const PAUSE_MS = 200;

const pause = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

async function ask(url: string, text: string, signal: AbortSignal): Promise<readonly Suggestion[]> {
  await pause(signal);
  const address = `${url}${url.includes("?") ? "&" : "?"}q=${encodeURIComponent(text)}`;
  const response = await fetch(address, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const { items } = (await response.json()) as { items: Suggestion[] };
  return items;
}

/**
 * Answers of `${url}?q=…` while somebody types, inside `<LiveQueries>`. The next letter aborts the question before
 * it, the former answer stays until the new one is there, and what was asked already is answered at once.
 */
export function useSuggestions(url: string, text: string, minimum: number): Search {
  const wanted = text.length >= minimum;
  const query = useQuery({
    queryKey: ["suggestions", url, text],
    queryFn: ({ signal }) => ask(url, text, signal),
    enabled: wanted,
    placeholderData: keepPreviousData,
  });
  if (!wanted) return { state: "idle", items: [] };
  if (query.isFetching) return { state: "searching", items: query.data ?? [] };
  if (query.isError) return { state: "failed", items: [] };
  return { state: "done", items: query.data ?? [] };
}
