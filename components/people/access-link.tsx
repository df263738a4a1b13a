"use client";
import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { inputStyle } from "@/components/form/input-style";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

export type ShownLink = Readonly<{ url: string; until: string }>;

/** A link that opens an account once: shown now and never again. */
export function AccessLink({ link, name }: { link: ShownLink; name: string }) {
  const t = useTranslations("people.link");
  const id = useId();
  const field = useRef<HTMLInputElement>(null);

  async function copy() {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link.url);
      announce(t("copied"));
    } catch {
      // The browser does not let us (no permission, or no https): it is selected, ready for Ctrl C.
      announce(t("copyYourself"), "info");
    }
  }

  return (
    <div className="space-y-2">
      <label htmlFor={id} className="block font-semibold">
        {t("label", { name })}
      </label>
      <p id={`${id}-hint`} className="max-w-prose">
        {t("hint", { name, until: link.until })}
      </p>
      <div className="flex flex-wrap gap-2">
        <input
          ref={field}
          id={id}
          type="text"
          readOnly
          value={link.url}
          aria-describedby={`${id}-hint`}
          onFocus={(event) => event.target.select()}
          className={`${inputStyle("full")} min-w-0 flex-1 basis-64`}
        />
        <Button onClick={copy} icon={<Icon as="copy" />}>
          {t("copy")}
        </Button>
      </div>
    </div>
  );
}
