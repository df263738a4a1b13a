"use client";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { DifferenceResult } from "@/components/achievements/difference-result";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { withoutEmpty } from "@/components/form/schema-resolver";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { definitionOf } from "@/lib/achievements/form-rules";
import type { Message } from "@/lib/errors";
import type { Difference } from "@/lib/evaluation/preview-difference-queries";
import type { DifferenceInput } from "@/lib/evaluation/preview-difference-schema";
import type { DifferenceKind } from "@/lib/evaluation/preview-rules";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

export type AskDifference = (input: DifferenceInput) => Promise<Result<Difference>>;

type Props = Readonly<{
  id: string;
  ask: AskDifference;
  /** Address of the people of the organisation. */
  people: string;
}>;

/** Stands in the form: what saving the rules as they are written here would change, before anything is saved. */
export function DifferencePanel({ id, ask, people }: Props) {
  const t = useTranslations("preview.difference");
  const { busy, problems, seen, isStale, look, more } = useDifference(id, ask);
  return (
    <section
      aria-label={t("title")}
      className="space-y-3 rounded-lg border border-line bg-surface p-4 sm:p-5"
    >
      <p className="text-muted">{t("hint")}</p>
      <Button busy={busy} onClick={look}>
        {t("button")}
      </Button>
      {problems.length > 0 ? (
        <Callout tone="danger" role="alert" title={t("invalid")}>
          <ul className="list-disc pl-5">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Callout>
      ) : null}
      {seen ? (
        <>
          {isStale ? <Callout tone="warning">{t("stale")}</Callout> : null}
          <DifferenceResult difference={seen} people={people} more={more} />
        </>
      ) : null}
    </section>
  );
}

function useDifference(id: string, ask: AskDifference) {
  const t = useTranslations("preview.difference");
  const errors = useTranslations("errors");
  const { getValues, trigger, getFieldState, formState } = useFormContext();
  const { busy, run } = useSingleRun();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [seen, setSeen] = useState<Difference | null>(null);
  const asked = useRef<{ text: string; definition: DifferenceInput["definition"] } | null>(null);
  const now = useWritten();
  // Named here so that the form tells this component of its errors.
  void [getFieldState, formState.errors];

  const words = (text: Message, fields: Readonly<Record<string, Message>>) => {
    const all = Object.values(fields).map((message) => translateMessage(errors, message, t("title")));
    return all.length > 0 ? [...new Set(all)] : [translateMessage(errors, text)];
  };

  function look() {
    run(async () => {
      setProblems([]);
      if (!(await trigger())) {
        setProblems([errors("form")]);
        return;
      }
      const text = written(getValues());
      const definition = definitionOf(JSON.parse(text)) as DifferenceInput["definition"];
      const result = await callAction(() => ask({ id, definition, show: "gained" }));
      if (!result.ok) {
        setSeen(null);
        setProblems(words(result.error.text, result.error.fields));
        return;
      }
      asked.current = { text, definition };
      setSeen(result.data);
      announce(t("done", { gained: result.data.people.gained, lost: result.data.people.lost }), "spoken");
    });
  }

  /** Names of a kind, after those that are shown. */
  async function more(show: DifferenceKind, after: string | undefined) {
    const definition = asked.current?.definition;
    if (!definition) return null;
    const result = await callAction(() => ask({ id, definition, show, after }));
    if (result.ok) return result.data;
    announce(translateMessage(errors, result.error.text), "danger");
    return null;
  }

  return { busy, problems, seen, isStale: seen !== null && asked.current?.text !== now, look, more };
}

/** The form's values as text, to tell whether they are still those that were looked at. */
const written = (values: unknown): string => JSON.stringify(withoutEmpty(values));
const useWritten = () => written(useWatch());
