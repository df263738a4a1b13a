"use client";
import { createContext, useContext } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";

/** What a field needs to know of the form around it. */
export type FormState = Readonly<{
  form: UseFormReturn<FieldValues>;
  /** Begins the id of each field: `${id}-${name}`. */
  id: string;
  labelOf: (name: string) => string;
  busy: boolean;
}>;

export const FormContext = createContext<FormState | null>(null);

export function useFormState(): FormState {
  const state = useContext(FormContext);
  if (!state) throw new Error("A field stands outside of <Form>");
  return state;
}

/** The element an error summary links to: the input, or the first input of a group. */
export const fieldId = (formId: string, name: string) => `${formId}-${name.replaceAll(".", "-")}`;
