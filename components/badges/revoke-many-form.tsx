"use client";
import { useTranslations } from "next-intl";
import { Form } from "@/components/form/form";
import { NumberField } from "@/components/form/number-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { Card } from "@/components/ui/card";
import {
  type RevokeConfirmation,
  type RevokeManyInput,
  revokeConfirmation,
  TYPED_FROM,
} from "@/lib/badges/revoke-many-schema";
import type { Result } from "@/lib/result";

type Props = {
  /** How many are revoked. */
  count: number;
  /** Which, as they were shown, and the key of the order. */
  order: Pick<RevokeManyInput, "ids" | "matching" | "seen" | "idempotencyKey">;
  revoke: (input: RevokeManyInput) => Promise<Result<{ id: string }>>;
  /** Address below which each revocation has its page. */
  path: string;
};

/** Asks once more, for a reason, and for many for their number. */
export function RevokeManyForm({ count, order, revoke, path }: Props) {
  const t = useTranslations("badgeRevocations");
  const state = useActionForm<RevokeConfirmation, { id: string }>({
    schema: revokeConfirmation(count),
    action: ({ reason, typed }) => revoke({ ...order, reason, typed }),
    defaultValues: { reason: "", typed: undefined },
    labels: { reason: t("reason"), typed: t("typed") },
    saved: t("ordered"),
    redirectTo: ({ id }) => `${path}/${id}`,
  });
  return (
    <Card title={t("question", { count })}>
      <Form state={state}>
        <TextareaField name="reason" hint={t("reasonHint")} limit={2000} />
        {count >= TYPED_FROM ? <NumberField name="typed" hint={t("typedHint", { count })} /> : null}
        <SubmitButton variant="dangerous">{t("confirm", { count })}</SubmitButton>
      </Form>
    </Card>
  );
}
