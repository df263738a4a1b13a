"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-style";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Props = {
  label: string;
  variant?: ButtonVariant;
  /** Starts a run, bound to what it is about; answers it, also when it was at work already. */
  start: () => Promise<Result<{ id: string }>>;
  /** Address of the jobs, below which each has its page. */
  path: string;
};

/** A button that orders long work and goes to where one can watch it. */
export function StartJob({ label, variant, start, path }: Props) {
  const t = useTranslations("jobs");
  const errors = useTranslations("errors");
  const router = useRouter();
  const { busy, run } = useSingleRun();

  async function order() {
    const result = await callAction(start);
    if (!result.ok) return announce(translateMessage(errors, result.error.text), "danger");
    announce(t("evaluateStarted"));
    router.push(`${path}/${result.data.id}`);
  }

  return (
    <Button variant={variant} busy={busy} onClick={() => run(order)}>
      {label}
    </Button>
  );
}
