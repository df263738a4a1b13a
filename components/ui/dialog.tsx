"use client";
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";

type Props = {
  open: boolean;
  /** Escape and a press outside mean this: the least destructive way out. */
  onClose: () => void;
  title: string;
  /** A critical dialog ignores presses outside. */
  critical?: boolean;
  children: ReactNode;
};

/** The browser's own modal dialog: it keeps focus inside, gives it back, and makes the page behind inert. */
export function Dialog({ open, onClose, title, critical = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) {
      element.showModal();
      // React's autoFocus comes too early for what is not shown yet.
      element.querySelector<HTMLElement>("[data-first-focus]")?.focus();
    }
    if (!open && element?.open) element.close();
  }, [open]);

  function pressOutside(event: MouseEvent<HTMLDialogElement>) {
    if (!critical && event.target === event.currentTarget) onClose();
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way out is Escape, which the browser gives as `cancel`
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={pressOutside}
      className="m-auto w-[min(36rem,calc(100vw-2rem))] rounded-lg border border-control bg-surface p-0 text-ink shadow-overlay"
    >
      {open ? (
        <div className="space-y-4 p-5">
          <h2 id={titleId} className="text-xl">
            {title}
          </h2>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}
