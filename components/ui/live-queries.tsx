"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

/** Nobody waits for a third try: whoever types asks again with the next letter, whoever watches with the next look. */
const newClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, networkMode: "always", staleTime: 30_000 },
    },
  });

let browsersOwn: QueryClient | undefined;

/** One memory of answers for the whole tab; on the server one for each page, or visitors would share theirs. */
function clientOfThisTab(): QueryClient {
  if (typeof window === "undefined") return newClient();
  browsersOwn ??= newClient();
  return browsersOwn;
}

/**
 * Around what changes while somebody types or watches, and only there: pages without it do not load the library.
 * Everything else is read by server components.
 */
export function LiveQueries({ children }: { children: ReactNode }) {
  const [client] = useState(clientOfThisTab);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
