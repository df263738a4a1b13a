"use client";
import { useRef, useState } from "react";
import { buttonStyle } from "@/components/ui/button-style";

type Props = {
  address: string;
  labels: { address: string; copy: string; copied: string; copyYourself: string };
};

/** An address to pass on. It can be read and marked without any script; the button only saves the keys. */
export function CopyLink({ address, labels }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");

  async function copy() {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(address);
      setSaid(labels.copied);
    } catch {
      // The browser does not let us (no permission, or no https): it is selected, ready for Ctrl C.
      setSaid(labels.copyYourself);
    }
  }

  return (
    <div className="space-y-1">
      <div className="flex flex-wrap gap-2">
        <input
          ref={field}
          type="text"
          readOnly
          value={address}
          aria-label={labels.address}
          onFocus={(event) => event.target.select()}
          className="min-h-10 min-w-0 flex-1 basis-56 rounded-md border border-control bg-surface px-3 py-1.5 font-mono text-sm"
        />
        <button type="button" onClick={copy} className={buttonStyle()}>
          {labels.copy}
        </button>
      </div>
      <p role="status" className="min-h-6 text-sm">
        {said}
      </p>
    </div>
  );
}
