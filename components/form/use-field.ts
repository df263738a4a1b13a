"use client";
import { get, type RegisterOptions } from "react-hook-form";
import { fieldId, useFormState } from "@/components/form/form-context";

export type FieldProps = {
  /** Path of the value in the schema, for example `name` or `rules.0.threshold`. */
  name: string;
  /** Only to differ from the label given to `useActionForm`. */
  label?: string;
  hint?: string;
  /** Marks the label "valgfritt"; everything else must be filled in. */
  optional?: boolean;
};

/** Ids, label, error and registration of one field, the same for every kind of input. */
export function useField({ name, label, hint }: FieldProps, options?: RegisterOptions) {
  const { form, id: formId, labelOf } = useFormState();
  const id = fieldId(formId, name);
  const failed = get(form.formState.errors, name) as { message?: unknown } | undefined;
  const error = typeof failed?.message === "string" && failed.message !== "" ? failed.message : null;
  const hintId = hint ? `${id}-hint` : null;
  const errorId = error ? `${id}-error` : null;
  return {
    form,
    id,
    label: label ?? labelOf(name),
    error,
    hintId,
    errorId,
    describedBy: [hintId, errorId].filter(Boolean).join(" ") || undefined,
    initial: get(form.formState.defaultValues, name) as unknown,
    register: () => keepEarlyTyping(form.register(name, options)),
  };
}

type Registration = ReturnType<ReturnType<typeof useFormState>["form"]["register"]>;

/**
 * What somebody typed before the script was ready would be overwritten by the default value when the field is
 * registered; it is handed on as typed instead.
 */
function keepEarlyTyping(registration: Registration): Registration {
  return {
    ...registration,
    ref(element: unknown) {
      const typed = element instanceof HTMLElement ? earlyTyping(element) : undefined;
      registration.ref(element);
      if (
        typed === undefined ||
        !(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
      ) {
        return;
      }
      element.value = typed;
      void registration.onChange({ target: element, type: "change" });
    },
  };
}

function earlyTyping(element: HTMLElement): string | undefined {
  const isText =
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && !["checkbox", "radio", "file", "hidden"].includes(element.type));
  return isText && element.value !== element.defaultValue ? element.value : undefined;
}
