"use client";
import { useEffect, useEffectEvent, useRef } from "react";

const isLetter = ({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent) =>
  [...key].length === 1 && !ctrlKey && !metaKey && !altKey && !isComposing;

/** What a key makes of what was typed so far; null when it is no key for typing. */
function typedWith(event: KeyboardEvent, before: string): string | null {
  if (isLetter(event)) return before + event.key;
  if (event.key === "Backspace") return [...before].slice(0, -1).join("");
  // Would press what has the focus below.
  return event.key === "Enter" ? before : null;
}

/**
 * Keeps what is typed while a field is on its way, so that it neither is lost nor is taken for keys of the page. Escape
 * means that nobody waits any longer. Answers what takes the letters into the field, once.
 */
export function useEarlyLetters(isWaiting: boolean, giveUp: () => void): () => string {
  const letters = useRef("");
  const leave = useEffectEvent(giveUp);
  useEffect(() => {
    if (!isWaiting) return;
    function press(event: KeyboardEvent) {
      const typed = typedWith(event, letters.current);
      if (typed === null && event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      letters.current = typed ?? "";
      if (typed === null) leave();
    }
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [isWaiting]);
  return () => {
    const typed = letters.current;
    letters.current = "";
    return typed;
  };
}
