"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FieldFrame } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { type FieldProps, useField } from "@/components/form/use-field";
import { Button } from "@/components/ui/button";

type Props = FieldProps & { autoComplete: "current-password" | "new-password" };

/** A password that can be shown, so that nobody has to type it twice. */
export function PasswordField({ autoComplete, ...props }: Props) {
  const t = useTranslations("common.form");
  const field = useField(props);
  const [shown, setShown] = useState(false);
  return (
    <FieldFrame {...field} hint={props.hint} optional={props.optional}>
      <div className="flex max-w-xl flex-wrap gap-2">
        <input
          {...field.register()}
          type={shown ? "text" : "password"}
          id={field.id}
          autoComplete={autoComplete}
          spellCheck={false}
          autoCapitalize="none"
          aria-invalid={field.error ? true : undefined}
          aria-describedby={field.describedBy}
          aria-required={!props.optional}
          className={`${inputStyle("full", field.error !== null)} min-w-0 flex-1 basis-48`}
        />
        <Button onClick={() => setShown(!shown)} aria-controls={field.id}>
          {t(shown ? "hidePassword" : "showPassword")}
        </Button>
      </div>
    </FieldFrame>
  );
}
