"use client";
import { useEffect, useState } from "react";

/** As long as nothing moves before it is spoken, in milliseconds: while one drags, the words would pile up. */
const PAUSE = 600;

/** What follows from what one does, for screen readers, once nothing moves any more; not at all when the page opens. */
export function Spoken({ text }: { text: string }) {
  const [spoken, setSpoken] = useState({ first: text, text: "" });
  useEffect(() => {
    const timer = setTimeout(
      () =>
        setSpoken((before) => (text === before.first && before.text === "" ? before : { ...before, text })),
      PAUSE,
    );
    return () => clearTimeout(timer);
  }, [text]);
  return <output className="sr-only">{spoken.text}</output>;
}
