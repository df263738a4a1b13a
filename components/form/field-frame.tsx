"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

/** "må fylles ut" or "valgfritt" in words; an asterisk has to be explained. */
export function Requirement({ optional }: { optional?: boolean }) {
  const t = useTranslations("common");
  return <span className="font-normal text-muted text-sm"> ({t(optional ? "optional" : "required")})</span>;
}

export function FieldHint({ id, children }: { id: string | null; children?: ReactNode }) {
  if (!id || !children) return null;
  return (
    <p id={id} className="text-muted text-sm">
      {children}
    </p>
  );
}

export function FieldError({ id, children }: { id: string | null; children: string | null }) {
  const t = useTranslations("common.form");
  if (!id || !children) return null;
  return (
    <p id={id} className="flex items-start gap-1.5 font-semibold text-danger">
      <Icon as="circle-alert" className="mt-1 shrink-0" size={16} />
      <span>
        <span className="sr-only">{t("errorFor")} </span>
        {children}
      </span>
    </p>
  );
}

type Frame = {
  id: string;
  label: string;
  optional?: boolean;
  hint?: ReactNode;
  hintId: string | null;
  error: string | null;
  errorId: string | null;
  children: ReactNode;
};

/** Label, hint, input, error: in this order, so that help is read before typing. */
export function FieldFrame({ id, label, optional, hint, hintId, error, errorId, children }: Frame) {
  return (
    <div className={error ? "space-y-1 border-danger border-l-4 pl-3" : "space-y-1"}>
      <label htmlFor={id} className="block font-semibold">
        {label}
        <Requirement optional={optional} />
      </label>
      <FieldHint id={hintId}>{hint}</FieldHint>
      {children}
      <FieldError id={errorId}>{error}</FieldError>
    </div>
  );
}

/** The same for several inputs that answer one question. */
export function GroupFrame({ id, label, optional, hint, hintId, error, errorId, children }: Frame) {
  return (
    <fieldset
      id={`${id}-group`}
      aria-describedby={[hintId, errorId].filter(Boolean).join(" ") || undefined}
      // A fieldset is otherwise never narrower than its widest content.
      className={error ? "min-w-0 space-y-1 border-danger border-l-4 pl-3" : "min-w-0 space-y-1"}
    >
      <legend className="font-semibold">
        {label}
        <Requirement optional={optional} />
      </legend>
      <FieldHint id={hintId}>{hint}</FieldHint>
      {children}
      <FieldError id={errorId}>{error}</FieldError>
    </fieldset>
  );
}
