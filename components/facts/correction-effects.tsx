"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { withoutEmpty } from "@/components/form/schema-resolver";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { ActivityCorrection } from "@/lib/facts/schema";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Seen = readonly Readonly<{ person: string; lines: readonly string[] }>[];
export type ForeseeCorrection = (input: ActivityCorrection) => Promise<Result<Seen>>;

/** Stands in the form: what saving it as it is written would change for whom. Nothing is saved. */
export function CorrectionEffects({ foresee }: { foresee: ForeseeCorrection }) {
  const t = useTranslations("voiding");
  const { busy, problem, seen, isStale, look } = useForesight(foresee);
  return (
    <section aria-label={t("before.title")} className="max-w-prose space-y-3">
      <Button busy={busy} onClick={look}>
        {t("before.button")}
      </Button>
      <p className="text-muted text-sm">{t("before.hint")}</p>
      {problem ? (
        <Callout tone="danger" role="alert">
          {problem}
        </Callout>
      ) : null}
      <div role="status" className="space-y-3">
        {isStale ? <p className="text-muted">{t("before.stale")}</p> : null}
        {seen && !isStale ? <Effects seen={seen} /> : null}
      </div>
    </section>
  );
}

function Effects({ seen }: { seen: Seen }) {
  const t = useTranslations("voiding");
  if (seen.length === 0) return <p>{t("before.same")}</p>;
  return seen.map(({ person, lines }) => (
    <div key={person} className="rounded-md border border-line bg-sunken p-3">
      {lines.length === 0 ? (
        <p>{t("nothing", { name: person })}</p>
      ) : (
        <>
          <p className="font-semibold">{t("title", { name: person })}</p>
          <ul className="list-disc space-y-1 pt-1 pl-5">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  ));
}

function useForesight(foresee: ForeseeCorrection) {
  const errors = useTranslations("errors");
  const { getValues, trigger } = useFormContext();
  const { busy, run } = useSingleRun();
  const [problem, setProblem] = useState<string | null>(null);
  const [seen, setSeen] = useState<Readonly<{ found: Seen; text: string }> | null>(null);
  const now = JSON.stringify(withoutEmpty(useWatch()));

  function look() {
    run(async () => {
      setProblem(null);
      // What is wrong is shown at the fields, as when it is saved.
      if (!(await trigger())) return setProblem(errors("form"));
      const text = JSON.stringify(withoutEmpty(getValues()));
      const result = await callAction(() => foresee(JSON.parse(text) as ActivityCorrection));
      if (result.ok) return setSeen({ found: result.data, text });
      setSeen(null);
      const said = Object.values(result.error.fields)[0] ?? result.error.text;
      setProblem(translateMessage(errors, said));
    });
  }

  return { busy, problem, seen: seen?.found ?? null, isStale: seen !== null && seen.text !== now, look };
}
