"use client";
import { useTranslations } from "next-intl";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { type RenewalInput, renewalInput } from "@/lib/certifications/life-schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: RenewalInput) => Promise<Result<{ id: string }>>;
  /** Address of the list, below which each certificate has its page. */
  path: string;
  id: string;
  /** Made once when the page was asked for: a second press or a retry never renews twice. */
  idempotencyKey: string;
};

export function RenewalForm({ action, path, id, idempotencyKey }: Props) {
  const t = useTranslations("certificateLife.renew");
  const state = useActionForm({
    schema: renewalInput,
    action,
    defaultValues: { id, notes: "", idempotencyKey },
    labels: { notes: t("notes") },
    saved: t("saved"),
    redirectTo: (renewed) => `${path}/${renewed.id}`,
  });
  return (
    <Form state={state}>
      <TextareaField name="notes" hint={t("notesHint")} limit={5000} optional />
      <SubmitButton>{t("submit")}</SubmitButton>
    </Form>
  );
}
