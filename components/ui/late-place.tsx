"use client";
import { type ReactNode, Suspense, useState } from "react";

type Props = Readonly<{ isSoon: boolean; fallback: ReactNode; children: ReactNode }>;

/**
 * Where a part stands that may have to be waited for. It stays as it first came, with or without a shape: when the page is
 * drawn anew after something was done on it, the part may take another time, and another kind of place would take away what
 * is in it, with the focus and what somebody has typed or ticked.
 */
export function LatePlace({ isSoon, fallback, children }: Props) {
  const [hasShape] = useState(!isSoon);
  return hasShape ? <Suspense fallback={fallback}>{children}</Suspense> : children;
}
