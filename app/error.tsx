"use client";
import { BareError } from "@/components/shell/bare-error";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return <BareError code={error.digest} onRetry={reset} />;
}
