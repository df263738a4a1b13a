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

type Typable = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Fields that have been registered: what differs in them now was typed with the script there, or put back by it. */
const known = new WeakSet<Typable>();

const isTypable = (element: unknown): element is Typable =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement;

/**
 * What somebody typed or chose before the script was ready would be overwritten by the default value when the field
 * is registered; it is handed on as typed instead.
 */
function keepEarlyTyping(registration: Registration): Registration {
  return {
    ...registration,
    ref(element: unknown) {
      const typed = isTypable(element) && !known.has(element) ? earlyTyping(element) : undefined;
      if (isTypable(element)) known.add(element);
      registration.ref(element);
      if (typed === undefined || !isTypable(element)) return;
      element.value = typed;
      void registration.onChange({ target: element, type: "change" });
    },
  };
}

/** What the server has written into the page. */
const sentValue = (element: Typable): string =>
  element instanceof HTMLSelectElement
    ? (([...element.options].find((option) => option.defaultSelected) ?? element.options[0])?.value ?? "")
    : element.defaultValue;

function earlyTyping(element: Typable): string | undefined {
  if (["checkbox", "radio", "file", "hidden", "select-multiple"].includes(element.type)) return undefined;
  return element.value === sentValue(element) ? undefined : element.value;
}
