"use client";
import { useEffect } from "react";

/** For an answer that took the place of a page after the page had named itself, or before anything could. */
export function DocumentTitle({ title }: { title: string }) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
