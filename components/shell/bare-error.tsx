"use client";
import { useEffect, useRef } from "react";

/** Where a page's messages may be what has failed, these words come along. */
const WORDS = {
  nb: {
    title: "Noe gikk galt hos oss",
    body: "Det er vår feil, ikke din. Prøv igjen om litt. Skjer det flere ganger, oppgi koden til den som drifter Heder.",
    code: "Kode:",
    retry: "Prøv igjen",
  },
  nn: {
    title: "Noko gjekk gale hos oss",
    body: "Det er vår feil, ikkje din. Prøv igjen om litt. Skjer det fleire gonger, oppgi koden til den som driftar Heder.",
    code: "Kode:",
    retry: "Prøv igjen",
  },
  en: {
    title: "Something went wrong on our side",
    body: "It is our fault, not yours. Try again in a moment. If it happens again, give the code to whoever runs Heder.",
    code: "Code:",
    retry: "Try again",
  },
} as const;

const isKnown = (language: string): language is keyof typeof WORDS => language in WORDS;

/** An error without anything around it. Drawn in the browser only, in the language the document was in. */
export function BareError({ code, onRetry }: { code: string | undefined; onRetry: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const language = typeof document === "undefined" ? "nb" : document.documentElement.lang;
  const words = WORDS[isKnown(language) ? language : "nb"];
  return (
    <main id="main" className="mx-auto max-w-3xl space-y-4 px-4 py-8">
      <h1 ref={heading} tabIndex={-1} className="font-bold text-2xl">
        {words.title}
      </h1>
      <p className="max-w-prose">{words.body}</p>
      {code ? (
        <p className="text-muted">
          {words.code} {code}
        </p>
      ) : null}
      <button
        type="button"
        onClick={onRetry}
        className="min-h-10 rounded-md border border-control bg-surface px-4 font-semibold"
      >
        {words.retry}
      </button>
    </main>
  );
}
