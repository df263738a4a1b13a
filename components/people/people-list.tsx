"use client";
import { useTranslations } from "next-intl";
import { type ChangeEvent, useId, useState } from "react";
import { useFormContext } from "react-hook-form";
import { FieldError } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { TextareaField } from "@/components/form/textarea-field";
import { decodeText } from "@/components/people/read-text-file";
import { announce } from "@/components/ui/announce";

type Props = {
  /** What the list may have. */
  hint: string;
  /** How much of it there may be. */
  rows: number;
  characters: number;
};

/** A pasted list; a file is read into the same field, so that it can be looked through. */
export function PeopleList({ hint, rows, characters }: Props) {
  const t = useTranslations("batches");
  const form = useFormContext();
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    const text = file.size > characters ? "" : decodeText(new Uint8Array(await file.arrayBuffer()));
    // The same file can be chosen again when it has been corrected.
    input.value = "";
    if (!text) return setProblem(text === null ? t("fileNotText") : t("fileTooBig", { rows }));
    setProblem(null);
    form.setValue("list", text, { shouldDirty: true });
    announce(t("fileRead", { count: text.trim().split(/\r\n|\r|\n/).length }));
  }

  return (
    <div className="space-y-5">
      <TextareaField name="list" rows={8} hint={hint} />
      <div className="space-y-1">
        <label htmlFor={id} className="block font-semibold">
          {t("file")}
        </label>
        <p id={`${id}-hint`} className="text-muted text-sm">
          {t("fileHint")}
        </p>
        <input
          type="file"
          id={id}
          accept=".csv,.tsv,.txt"
          onChange={(event) => void read(event)}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-hint ${id}-error` : `${id}-hint`}
          className={`${inputStyle("full", problem !== null)} file:mr-3 file:rounded-md file:border file:border-control file:bg-paper file:px-3 file:py-0.5 file:font-semibold file:text-ink`}
        />
        <FieldError id={`${id}-error`}>{problem}</FieldError>
      </div>
    </div>
  );
}
