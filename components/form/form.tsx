"use client";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { FormProvider } from "react-hook-form";
import { ErrorSummary } from "@/components/form/error-summary";
import { FormContext, fieldId } from "@/components/form/form-context";
import type { ActionForm } from "@/components/form/use-action-form";
import { holdBack } from "@/components/ui/held-back";

type Props = {
  /** What `useActionForm` gave. */
  state: ActionForm;
  /** Names the form for screen readers where a page has several. */
  label?: string;
  /** Asks before the page is left with something unsaved; off for search and sign-in. */
  guard?: boolean;
  /** Where to go for what is no field of the form: the id of an element, by the name of what is wrong. */
  places?: Readonly<Record<string, string>>;
  children: ReactNode;
};

export function Form({ state, label, guard = true, places = {}, children }: Props) {
  const { form, id, busy, labelOf, errors, attempt, problem, submit } = state;
  const element = useRef<HTMLFormElement>(null);
  const isUnsaved = guard && form.formState.isDirty && !busy;
  useEffect(() => (isUnsaved ? holdBack() : undefined), [isUnsaved]);

  // public/early.js held back a submit that came before this script; it is carried out now.
  const first = useRef(submit);
  useEffect(() => {
    if (!element.current) return;
    element.current.dataset.ready = "true";
    if (element.current.dataset.early) first.current();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: labelOf is a new function each time; its labels change with nothing but the page
  const context = useMemo(() => ({ form, id, busy, labelOf }), [form, id, busy]);
  const items = errors.map(({ name, text }) => {
    // What is wrong with a list as a whole is `rules.root`; what adds to it has the list's own id.
    const field = name.replace(/\.root$/, "");
    const { mount, array } = form.control._names;
    const own = mount.has(field) || array.has(field) ? fieldId(id, field) : null;
    return { id: places[field] ?? own, text };
  });

  return (
    <FormProvider {...form}>
      <FormContext value={context}>
        <form
          ref={element}
          // Without script nothing typed may end up in an address.
          method="post"
          noValidate
          data-managed="true"
          aria-label={label}
          onSubmit={submit}
          className="space-y-5"
        >
          <ErrorSummary attempt={attempt} items={items} problem={problem} />
          {children}
        </form>
      </FormContext>
    </FormProvider>
  );
}
