"use client";
import "./globals.css";
import { BareError } from "@/components/shell/bare-error";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** The layout itself has failed. */
export default function GlobalError({ error, reset }: Props) {
  return (
    <html lang={typeof document === "undefined" ? "nb" : document.documentElement.lang}>
      <head>
        <title>Heder</title>
      </head>
      <body>
        <BareError code={error.digest} onRetry={reset} />
      </body>
    </html>
  );
}
