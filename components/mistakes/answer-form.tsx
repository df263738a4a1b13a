"use client";
import { useTranslations } from "next-intl";
import { RadioGroup } from "@/components/form/choice-group";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { MISTAKE_OUTCOMES } from "@/lib/mistakes/rules";
import { type MistakeAnswerInput, mistakeAnswer } from "@/lib/mistakes/schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: MistakeAnswerInput) => Promise<Result<unknown>>;
  id: string;
  person: string;
  /** The queue. */
  after: string;
};

export function MistakeAnswerForm({ action, id, person, after }: Props) {
  const t = useTranslations("mistakes.one");
  const state = useActionForm({
    schema: mistakeAnswer,
    action,
    defaultValues: { id, answer: "" },
    labels: { outcome: t("outcome"), answer: t("answer") },
    saved: t("saved"),
    redirectTo: after,
  });
  return (
    <Form state={state}>
      <RadioGroup
        name="outcome"
        options={MISTAKE_OUTCOMES.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
      />
      <TextareaField name="answer" hint={t("answerHint", { person })} limit={2000} />
      <SubmitButton>{t("submit")}</SubmitButton>
    </Form>
  );
}
