"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { FieldError } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Values = Readonly<{ name: string; isShared: boolean }>;
type Props = {
  defaults: Values;
  mayShare: boolean;
  submit: string;
  send: (values: Values) => Promise<Result<unknown>>;
  /** Said when it worked. */
  done: (name: string) => string;
};

/** The name of a view, and whether it is everybody's: one field, without what longer forms need. */
export function ViewForm({ defaults, mayShare, submit, send, done }: Props) {
  const t = useTranslations("views");
  const errors = useTranslations("errors");
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { busy, run } = useSingleRun();
  const [error, setError] = useState<string | null>(null);

  function submitForm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const name = String(data.get("name")).trim();
    run(async () => {
      const result = await callAction(() => send({ name, isShared: data.get("isShared") === "on" }));
      if (result.ok) {
        setError(null);
        form.closest("details")?.removeAttribute("open");
        announce(done(name));
        return;
      }
      const { fields, text } = result.error;
      setError(translateMessage(errors, fields.name ?? text, t("name")));
      field.current?.focus();
    });
  }

  return (
    <form noValidate onSubmit={submitForm} className="w-72 max-w-full space-y-3">
      <div className="space-y-1">
        <label htmlFor={id} className="block font-semibold">
          {t("name")}
        </label>
        <p id={`${id}-hint`} className="text-muted text-sm">
          {t("nameHint")}
        </p>
        <input
          ref={field}
          id={id}
          name="name"
          defaultValue={defaults.name}
          autoComplete="off"
          aria-required="true"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
          className={inputStyle("full", error !== null)}
        />
        <FieldError id={`${id}-error`}>{error}</FieldError>
      </div>
      {mayShare ? (
        <label className="flex min-h-8 items-center gap-2.5">
          <input
            type="checkbox"
            name="isShared"
            defaultChecked={defaults.isShared}
            className="size-5 shrink-0 accent-accent"
          />
          {t("share")}
        </label>
      ) : null}
      <Button type="submit" size="row" busy={busy}>
        {submit}
      </Button>
    </form>
  );
}
