import type { ComponentProps, ReactNode } from "react";
import { inputStyle } from "@/components/form/input-style";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

type Props = Omit<ComponentProps<"input">, "id" | "name"> & {
  /** Of the input in the form, and the beginning of every id. */
  name: string;
  label: string;
  hint: ReactNode;
  submit: string;
  problem?: string | undefined;
  /** What may help beside the problem. */
  children?: ReactNode;
};

/** One field and its button, in a plain form that works before and without script. */
export function AskedField({ name, label, hint, submit, problem, children, ...input }: Props) {
  return (
    <div className={problem ? "space-y-2 border-danger border-l-4 pl-3" : "space-y-2"}>
      <label htmlFor={name} className="block font-semibold">
        {label}
      </label>
      <p id={`${name}-hint`} className="text-muted text-sm">
        {hint}
      </p>
      {problem ? (
        <div id={`${name}-error`} className="flex items-start gap-1.5 font-semibold text-danger">
          <Icon as="circle-alert" className="mt-1 shrink-0" size={16} />
          <p>{problem}</p>
        </div>
      ) : null}
      {children}
      <div className="flex flex-wrap gap-2">
        <input
          id={name}
          name={name}
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${name}-hint ${name}-error` : `${name}-hint`}
          className={`${inputStyle("full", problem !== undefined)} min-w-0 max-w-sm flex-1 basis-44`}
          {...input}
        />
        <Button type="submit" variant="primary">
          {submit}
        </Button>
      </div>
    </div>
  );
}
