"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { callAction, useSingleRun } from "@/components/form/call-action";
import type { SaveThresholds, Thresholds } from "@/components/tiers/use-thresholds";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { SimulatedTier } from "@/lib/tiers/simulator-rules";

type Props = Readonly<{ tiers: readonly SimulatedTier[]; board: Thresholds; save: SaveThresholds }>;

/** Saves all thresholds as one change; asks first, with what each was and will be. */
export function SimulatorSave({ tiers, board, save }: Props) {
  const t = useTranslations("tierSimulator.save");
  const words = useTranslations("errors");
  const { busy, run } = useSingleRun();
  const [error, setError] = useState<string | null>(null);
  const [asks, setAsks] = useState(false);
  const changes = tiers
    .map(({ id, name, threshold: was }, at) => ({ id, name, was, threshold: board.thresholds[at] ?? was }))
    .filter(({ was, threshold }) => was !== threshold);

  function ask() {
    setError(null);
    if (board.isWrong.includes(true)) return announce(t("wrong"), "danger");
    if (changes.length === 0) return announce(t("same"), "info");
    setAsks(true);
  }

  function answer() {
    run(async () => {
      const thresholds = changes.map(({ id, was, threshold }) => ({ id, was, threshold }));
      const result = await callAction(() => save({ thresholds }));
      if (!result.ok) return setError(translateMessage(words, result.error.text));
      setAsks(false);
      announce(t("done"));
    });
  }

  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" onClick={ask} busy={busy && !asks}>
        {t("submit")}
      </Button>
      <Button onClick={board.reset}>{t("reset")}</Button>
      <ConfirmDialog
        open={asks}
        question={t("question")}
        consequence={
          <div className="space-y-2">
            <ul className="list-disc pl-5">
              {changes.map(({ id, name, was, threshold }) => (
                <li key={id}>{t("change", { name, was, threshold })}</li>
              ))}
            </ul>
            <p>{t("consequence")}</p>
          </div>
        }
        confirmLabel={t("submit")}
        tone="primary"
        busy={busy}
        error={error}
        onConfirm={answer}
        onCancel={() => setAsks(false)}
      />
    </div>
  );
}
