"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Props = {
  id: string;
  label: string;
  /** Of the backpack. */
  name: string;
  connect: (input: { id: string }) => Promise<Result<string>>;
};

/** Leads to the backpack, which asks the person there. */
export function ConnectButton({ id, label, name, connect }: Props) {
  const t = useTranslations("errors");
  const { busy, run } = useSingleRun();
  const [problem, setProblem] = useState<string | null>(null);
  const go = () =>
    run(async () => {
      setProblem(null);
      const result = await callAction(() => connect({ id }));
      if (result.ok) window.location.assign(result.data);
      else setProblem(translateMessage(t, result.error.text));
    });
  return (
    <>
      {problem === null ? null : (
        <Callout tone="danger" role="alert">
          <p>{problem}</p>
        </Callout>
      )}
      <Button variant="primary" busy={busy} aria-label={`${label}: ${name}`} onClick={go}>
        {label}
      </Button>
    </>
  );
}
