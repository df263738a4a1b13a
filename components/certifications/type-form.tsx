"use client";
import { useTranslations } from "next-intl";
import { Form } from "@/components/form/form";
import { NumberField } from "@/components/form/number-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { type CertificationTypeInput, certificationTypeInput } from "@/lib/certifications/schema";
import type { Result } from "@/lib/result";

type Saved = Promise<Result<{ id: string }>>;

type Props = {
  /** Where to go when it is saved. */
  path: string;
  initial?: CertificationTypeInput;
} & (
  | { create: (input: CertificationTypeInput) => Saved }
  | { update: (input: CertificationTypeInput & { id: string }) => Saved; id: string }
);

/** Creates or changes a kind of certificate. */
export function TypeForm({ path, initial, ...target }: Props) {
  const t = useTranslations("certifications.types");
  const isNew = "create" in target;
  const state = useActionForm({
    schema: certificationTypeInput,
    action: (input: CertificationTypeInput) =>
      isNew ? target.create(input) : target.update({ ...input, id: target.id }),
    defaultValues: { name: "", code: "", description: "", ...initial },
    labels: {
      name: t("name"),
      code: t("code"),
      description: t("description"),
      validityMonths: t("validityMonths"),
      warningDays: t("warningDays"),
    },
    saved: t("saved"),
    redirectTo: path,
  });
  return (
    <Form state={state}>
      <TextField name="name" width="full" />
      <TextField name="code" hint={t("codeHint")} spellCheck={false} autoComplete="off" />
      <TextareaField name="description" limit={5000} optional />
      <NumberField name="validityMonths" hint={t("validityHint")} unit={t("months")} optional />
      <NumberField name="warningDays" hint={t("warningHint")} unit={t("days")} optional />
      <SubmitButton>{t(isNew ? "create" : "save")}</SubmitButton>
    </Form>
  );
}
