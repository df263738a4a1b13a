"use client";
import { ErrorMessage } from "@/components/shell/error-message";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** A page has failed; the organisation's frame around it still works. */
export default function ErrorPage({ error, reset }: Props) {
  return <ErrorMessage code={error.digest} onRetry={reset} />;
}
