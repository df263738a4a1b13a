"use client";
import { useId, useRef } from "react";
import { inputStyle } from "@/components/form/input-style";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

export type SecretLabels = Readonly<{ once: string; copy: string; copied: string; copyYourself: string }>;

/** A secret to copy: shown now and never again. */
export function SecretText({ text, labels }: { text: string; labels: SecretLabels }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);

  async function copy() {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      announce(labels.copied);
    } catch {
      // The browser does not let us (no permission, or no https): it is selected, ready for Ctrl C.
      announce(labels.copyYourself, "info");
    }
  }

  return (
    <div className="space-y-2">
      <label htmlFor={id} className="block max-w-prose">
        {labels.once}
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          ref={field}
          id={id}
          type="text"
          readOnly
          size={64}
          value={text}
          onFocus={(event) => event.target.select()}
          className={`${inputStyle("full")} min-w-0 flex-1 basis-64 font-mono text-sm`}
        />
        <Button onClick={copy} icon={<Icon as="copy" />}>
          {labels.copy}
        </Button>
      </div>
    </div>
  );
}
