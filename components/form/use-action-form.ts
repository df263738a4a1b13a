"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type SyntheticEvent, useEffect, useId, useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type * as z from "zod";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { flatErrors } from "@/components/form/flat-errors";
import { schemaResolver } from "@/components/form/schema-resolver";
import { announce } from "@/components/ui/announce";
import { type Message, msg } from "@/lib/errors";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Options<In extends FieldValues, T> = {
  /** The server's own schema. Fields left empty reach it as undefined. */
  schema: z.ZodType<unknown, In>;
  defaultValues: DefaultValues<In>;
  /** A server action, bound to its organisation; gets what was typed, not what the schema made of it. */
  action: (values: In) => Promise<Result<T>>;
  /** Label of each field by path, in the order of the page. `rules.threshold` serves `rules.0.threshold`. */
  labels: Readonly<Record<string, string>>;
  /** Where in a list of alike parts a field stands, to begin its line of the summary with: "Regel 2". */
  placeOf?: (name: string) => string | undefined;
  /** Said politely when it worked: "Utmerkelsen er lagret". */
  saved?: string;
  /** Where to go when it worked. */
  redirectTo?: string | ((data: T) => string);
  onSaved?: (data: T) => void;
  /** Empties the form when it worked, for forms used several times in a row. */
  clear?: boolean;
};

export type ActionForm = Readonly<{
  form: UseFormReturn<FieldValues>;
  id: string;
  submit: (event?: SyntheticEvent) => void;
  busy: boolean;
  attempt: number;
  problem: string | null;
  errors: readonly { name: string; text: string }[];
  labelOf: (name: string) => string;
}>;

/** One schema, two parses (browser for comfort, server for truth), one place where errors come home. */
export function useActionForm<In extends FieldValues, T>(options: Options<In, T>): ActionForm {
  const t = useTranslations("errors");
  const router = useRouter();
  const id = useId();
  const { busy, run } = useSingleRun();
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const labelOf = (name: string) =>
    options.labels[name] ?? options.labels[name.replace(/\.\d+(?=\.|$)/g, "")] ?? t("field.label");
  const say = (message: Message, name?: string) =>
    translateMessage(t, message, name === undefined || name === "root" ? undefined : labelOf(name));

  const form = useForm<In>({
    resolver: schemaResolver(options.schema, say),
    defaultValues: options.defaultValues,
    mode: "onSubmit",
    reValidateMode: "onSubmit",
    shouldFocusError: false,
  });
  const inOrder = inPageOrder(flatErrors(form.formState.errors), Object.keys(options.labels));
  const errors = inOrder.map(({ name, text }) => {
    const place = options.placeOf?.(name);
    return { name, text: place ? `${place}: ${text}` : text };
  });
  useErrorTitle(problem !== null);

  function fail(text: Message, fields: Readonly<Record<string, Message>> = {}) {
    for (const [name, message] of Object.entries(fields)) {
      form.setError(name as Path<In>, { type: "server", message: say(message, name) });
    }
    setProblem(say(text));
    setAttempt((count) => count + 1);
  }

  function succeed(data: T) {
    setProblem(null);
    // Without values it empties the fields on the page as well, also those whose default is nothing.
    if (options.clear) form.reset();
    else form.reset(form.getValues() as DefaultValues<In>);
    if (options.saved) announce(options.saved);
    options.onSaved?.(data);
    const target = typeof options.redirectTo === "function" ? options.redirectTo(data) : options.redirectTo;
    if (target) router.push(target);
  }

  async function send(values: In) {
    const result = await callAction(() => options.action(values));
    if (result.ok) succeed(result.data);
    else fail(result.error.text, result.error.fields);
  }

  function submit(event?: SyntheticEvent) {
    event?.preventDefault();
    event?.stopPropagation();
    run(form.handleSubmit(send, () => fail(msg("form"))));
  }

  return {
    form: form as unknown as UseFormReturn<FieldValues>,
    id,
    submit,
    busy,
    attempt,
    problem,
    errors,
    labelOf,
  };
}

function inPageOrder(errors: { name: string; text: string }[], order: string[]) {
  // The parts of a list follow one another as they stand, where the list itself has a place.
  const place = (name: string) => {
    const list = order.indexOf(name.split(/\.\d+/)[0] ?? name);
    const index = list < 0 ? order.indexOf(name.replace(/\.\d+(?=\.|$)/g, "")) : list;
    return index < 0 ? order.length : index;
  };
  return errors.toSorted((a, b) => place(a.name) - place(b.name));
}

/** "Feil: " before the title tells those who hear the title first. */
function useErrorTitle(failed: boolean) {
  const t = useTranslations("common.form");
  const prefix = t("errorPrefix");
  useEffect(() => {
    if (!failed) return;
    if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
    return () => {
      if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length);
    };
  }, [failed, prefix]);
}
