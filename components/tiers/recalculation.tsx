"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";
import type { TierCounts } from "@/lib/tiers/assign-service";

type Difference = TierCounts & Readonly<{ people: number; names: readonly string[] }>;

type Props = Readonly<{
  period: string;
  /** In words. */
  label: string;
  preview: (input: { period: string }) => Promise<Result<Difference>>;
  recalculate: (input: { period: string }) => Promise<Result<TierCounts>>;
}>;

/** Works out a period that is over anew: first what would change and for whom, and then only when somebody says so. */
export function Recalculation({ period, label, preview, recalculate }: Props) {
  const t = useTranslations("standings.recalculate");
  const words = useTranslations("errors");
  const { busy, run } = useSingleRun();
  const [found, setFound] = useState<Difference | null>(null);
  const [error, setError] = useState<string | null>(null);

  const look = () =>
    run(async () => {
      setError(null);
      announce(t("looking"), "spoken");
      const result = await callAction(() => preview({ period }));
      if (!result.ok) {
        const [blamed] = Object.values(result.error.fields);
        return announce(translateMessage(words, blamed ?? result.error.text), "danger");
      }
      if (result.data.people === 0) return announce(t("nothing", { period: label }), "info");
      setFound(result.data);
    });

  const confirm = () =>
    run(async () => {
      const result = await callAction(() => recalculate({ period }));
      if (!result.ok) return setError(translateMessage(words, result.error.text));
      setFound(null);
      announce(t("done", { period: label }));
    });

  return (
    <>
      <Button onClick={look} busy={busy && found === null}>
        {t("look")}
      </Button>
      <ConfirmDialog
        open={found !== null}
        question={t("question", { period: label })}
        consequence={found ? <Consequence found={found} /> : null}
        confirmLabel={t("confirm")}
        cancelLabel={t("keep")}
        busy={busy}
        error={error}
        onConfirm={confirm}
        onCancel={() => setFound(null)}
      />
    </>
  );
}

function Consequence({ found }: { found: Difference }) {
  const t = useTranslations("standings.recalculate");
  const more = found.people - found.names.length;
  return (
    <div className="space-y-2">
      <ul className="list-disc pl-5">
        <li>{t("assigned", { count: found.assigned })}</li>
        <li>{t("superseded", { count: found.superseded })}</li>
        <li>{t("revoked", { count: found.revoked })}</li>
        <li>{t("already", { count: found.already })}</li>
      </ul>
      <p>{t("people", { people: found.people, names: found.names.join(", "), more })}</p>
      <p>{t("recorded")}</p>
    </div>
  );
}
