"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { StatusPill } from "@/components/ui/status-pill";
import type { Result } from "@/lib/result";

type Props = {
  paused: Readonly<{ since: string; reason: string }> | null;
  pause: (input: { reason: string }) => Promise<Result<void>>;
  resume: (input: Record<string, never>) => Promise<Result<void>>;
};

/** Stops awarding and issuing, and lets them go on; for one organisation or for the installation. */
export function StopSwitch({ paused, pause, resume }: Props) {
  const t = useTranslations("settings.issuing");
  return (
    <div className="space-y-4">
      <p>
        <StatusPill tone={paused ? "warning" : "success"}>{t(paused ? "isPaused" : "isRunning")}</StatusPill>
      </p>
      {paused ? (
        <p className="max-w-prose">{t("since", { when: paused.since, reason: paused.reason })}</p>
      ) : null}
      {paused ? (
        <ActionButton variant="primary" label={t("resume")} action={resume} input={{}} done={t("resumed")} />
      ) : (
        <ActionButton
          variant="danger"
          label={t("pause")}
          action={pause}
          input={{ reason: "" }}
          confirm={{ question: t("question"), consequence: t("consequence"), confirmLabel: t("pause") }}
          reason={{ name: "reason", label: t("reason"), hint: t("reasonHint") }}
          done={t("paused")}
        />
      )}
    </div>
  );
}
