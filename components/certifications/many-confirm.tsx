"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ManyResult } from "@/components/certifications/many-result";
import { ProgressBar } from "@/components/chart/progress-bar";
import { callAction } from "@/components/form/call-action";
import { Form } from "@/components/form/form";
import { NumberField } from "@/components/form/number-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { announce, toneOf } from "@/components/ui/announce";
import { Card } from "@/components/ui/card";
import {
  confirmationOf,
  type ManyConfirmation,
  type ManyKind,
  type ManyPart,
  PART,
  type RenewManyInput,
  type RevokeManyInput,
  TYPED_FROM,
} from "@/lib/certifications/many-schema";
import type { ManyOutcome } from "@/lib/certifications/many-service";
import type { Result } from "@/lib/result";

type Ready = Readonly<{ id: string; certificateNumber: string; person: string }>;
type Props = {
  kind: ManyKind;
  /** Those to which something happens. */
  ready: readonly Ready[];
  /** The same, as they are sent one part after the other. */
  parts: readonly ManyPart[];
  /** Address of the list. */
  path: string;
  /** Made once when the preview was shown: what was cut off goes on, and nothing is renewed twice. */
  idempotencyKey: string;
  renew: (input: RenewManyInput) => Promise<Result<ManyOutcome[]>>;
  revoke: (input: RevokeManyInput) => Promise<Result<ManyOutcome[]>>;
};

/**
 * Below the preview, which is its children: asks once more, does it part by part, and then says what became of each
 * in the place of both. What was asked about is kept as it was: once it is done, the page has nothing left to do.
 */
export function ManyConfirm({ children, ...given }: Props & { children: ReactNode }) {
  const [props] = useState(given);
  const { kind, ready, path } = props;
  const t = useTranslations("certificateMany");
  const router = useRouter();
  const [done, setDone] = useState<number | null>(null);
  const [outcomes, setOutcomes] = useState<readonly ManyOutcome[] | null>(null);
  const count = ready.length;
  const state = useActionForm<ManyConfirmation, ManyOutcome[]>({
    schema: confirmationOf(kind, count),
    action: (values) => inParts(props, values, tell),
    defaultValues: { reason: "", typed: undefined },
    labels: { reason: t("reason"), typed: t("typed") },
    onSaved: finish,
  });

  /** Aloud at each quarter only. */
  function tell(now: number) {
    setDone(now);
    const quarter = Math.max(Math.ceil(count / 4), PART);
    if (now < count && now % quarter < PART) announce(t("soFar", { done: now, count }), "spoken");
  }

  function finish(all: readonly ManyOutcome[]) {
    setOutcomes(all);
    const made = all.filter(({ problem }) => problem === null).length;
    announce(t(`done.${kind}`, { count: made }), toneOf(made));
    // The list behind this page is an old one now.
    router.refresh();
  }

  if (outcomes) return <ManyResult kind={kind} ready={ready} path={path} outcomes={outcomes} />;
  return (
    <div className="space-y-5">
      {children}
      {count > 0 ? (
        <Card title={t(`question.${kind}`, { count })}>
          <Form state={state}>
            {kind === "revoke" ? <TextareaField name="reason" hint={t("reasonHint")} limit={2000} /> : null}
            {count >= TYPED_FROM ? <NumberField name="typed" hint={t("typedHint", { count })} /> : null}
            {done === null ? null : <ProgressBar label={t(`running.${kind}`)} have={done} need={count} />}
            <SubmitButton variant={kind === "revoke" ? "dangerous" : "primary"}>
              {t(`confirm.${kind}`, { count })}
            </SubmitButton>
          </Form>
        </Card>
      ) : null}
    </div>
  );
}

/** Stops at what is in the way of all; the same press goes on from there, as what is done is not done again. */
async function inParts(
  { kind, parts, idempotencyKey, renew, revoke }: Props,
  { reason = "", typed }: ManyConfirmation,
  tell: (done: number) => void,
): Promise<Result<ManyOutcome[]>> {
  const outcomes: ManyOutcome[] = [];
  tell(0);
  for (const part of parts) {
    const answer = await callAction(() =>
      kind === "renew" ? renew({ ...part, typed, idempotencyKey }) : revoke({ ...part, typed, reason }),
    );
    if (!answer.ok) return answer;
    outcomes.push(...answer.data);
    tell(outcomes.length);
  }
  return { ok: true, data: outcomes };
}
