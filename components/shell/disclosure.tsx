"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

type Props = { label: ReactNode; accessibleLabel?: string; align?: "start" | "end"; children: ReactNode };

/** A button that shows a panel. Native details, so it works before and without script; script adds Escape and press outside. */
export function Disclosure({ label, accessibleLabel, align = "end", children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    // What a button of the panel asks about is no place beside it: the panel is still there afterwards.
    const isAsked = () => document.querySelector("dialog[open]") !== null;
    function pressOutside(event: PointerEvent) {
      if (event.target instanceof Node && !isAsked() && !details.current?.contains(event.target))
        close(details.current);
    }
    function pressEscape(event: KeyboardEvent) {
      if (event.key !== "Escape" || isAsked() || !details.current?.open) return;
      if (details.current.contains(document.activeElement)) details.current.querySelector("summary")?.focus();
      close(details.current);
    }
    document.addEventListener("pointerdown", pressOutside);
    document.addEventListener("keydown", pressEscape);
    return () => {
      document.removeEventListener("pointerdown", pressOutside);
      document.removeEventListener("keydown", pressEscape);
    };
  }, []);

  return (
    <details ref={details} className="group relative w-fit min-w-0">
      <summary
        aria-label={accessibleLabel}
        className="flex min-h-10 list-none items-center gap-1 rounded-md px-2 py-1 font-semibold leading-tight hover:bg-accent-soft"
      >
        {label}
        <Icon as="chevron-down" size={16} className="shrink-0 transition-transform group-open:rotate-180" />
      </summary>
      <div
        className={classNames(
          "absolute top-full z-30 mt-1 w-max min-w-56 max-w-[calc(100vw-2rem)] rounded-md border border-control bg-surface p-3 shadow-overlay",
          align === "end" ? "right-0" : "left-0",
        )}
      >
        {children}
      </div>
    </details>
  );
}

function close(details: HTMLDetailsElement | null) {
  if (details) details.open = false;
}
