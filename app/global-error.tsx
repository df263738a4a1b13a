"use client";
import "./globals.css";

/** The layout itself has failed, and with it the messages: three short sentences, one in each language. */
const WORDS = [
  { lang: "nb", text: "Noe gikk galt hos oss. Prøv igjen om litt." },
  { lang: "nn", text: "Noko gjekk gale hos oss. Prøv igjen om litt." },
  { lang: "en", text: "Something went wrong on our side. Try again in a moment." },
];

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function GlobalError({ error, reset }: Props) {
  return (
    <html lang="nb">
      <head>
        <title>Heder</title>
      </head>
      <body>
        <main className="mx-auto max-w-2xl space-y-4 px-4 py-8">
          <h1 className="font-bold text-2xl">Heder</h1>
          {WORDS.map(({ lang, text }) => (
            <p key={lang} lang={lang}>
              {text}
            </p>
          ))}
          {error.digest ? <p className="text-muted">{error.digest}</p> : null}
          <button
            type="button"
            onClick={reset}
            className="min-h-10 rounded-md border border-control bg-surface px-4 font-semibold"
          >
            Prøv igjen / Try again
          </button>
        </main>
      </body>
    </html>
  );
}
