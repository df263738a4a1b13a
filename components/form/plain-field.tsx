import type { ReactNode } from "react";

type Props = {
  /** Of the input in the form, and the beginning of every id. */
  name: string;
  label: string;
  hint: string;
  /** An input with `name` as its id, described by `{name}-hint`. */
  children: ReactNode;
};

/** A field with its label and hint in a plain form that works before and without script. */
export function PlainField({ name, label, hint, children }: Props) {
  return (
    <div className="space-y-2">
      <label htmlFor={name} className="block font-semibold">
        {label}
      </label>
      <p id={`${name}-hint`} className="max-w-prose text-muted text-sm">
        {hint}
      </p>
      {children}
    </div>
  );
}
