"use client";
import { ErrorMessage } from "@/components/shell/error-message";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return (
    <main id="main" className="mx-auto max-w-3xl px-4 py-8">
      <ErrorMessage code={error.digest} onRetry={reset} />
    </main>
  );
}
