"use client";
import { useTranslations } from "next-intl";
import { Form } from "@/components/form/form";
import { NumberField } from "@/components/form/number-field";
import { type Option, SelectField } from "@/components/form/select-field";
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
  courses: readonly Option[];
  /** Certificates were issued: rules and files name the code. */
  isCodeFinal?: boolean;
} & (
  | { create: (input: CertificationTypeInput) => Saved }
  | { update: (input: CertificationTypeInput & { id: string }) => Saved; id: string }
);

/** Creates or changes a kind of certificate. */
export function TypeForm({ path, initial, courses, isCodeFinal, ...target }: Props) {
  const t = useTranslations("certifications.types");
  const issuing = useTranslations("issuing.type");
  const isNew = "create" in target;
  const state = useActionForm({
    schema: certificationTypeInput,
    action: (input: CertificationTypeInput) =>
      isNew ? target.create(input) : target.update({ ...input, id: target.id }),
    defaultValues: {
      name: "",
      code: "",
      description: "",
      autoIssueCourseId: "",
      accessScopes: "",
      ...initial,
    },
    labels: {
      name: t("name"),
      code: t("code"),
      description: t("description"),
      validityMonths: t("validityMonths"),
      warningDays: t("warningDays"),
      autoIssueCourseId: issuing("course"),
      accessScopes: issuing("scopes"),
    },
    saved: t("saved"),
    redirectTo: path,
  });
  return (
    <Form state={state}>
      <TextField name="name" width="full" />
      <TextField
        name="code"
        hint={isCodeFinal ? issuing("codeFinal") : t("codeHint")}
        spellCheck={false}
        autoComplete="off"
        readOnly={isCodeFinal}
      />
      <TextareaField name="description" limit={5000} optional />
      <NumberField name="validityMonths" hint={t("validityHint")} unit={t("months")} optional />
      <NumberField name="warningDays" hint={t("warningHint")} unit={t("days")} optional />
      <SelectField
        name="autoIssueCourseId"
        options={courses}
        empty={issuing("noCourse")}
        hint={issuing("courseHint")}
        width="full"
        optional
      />
      <TextField
        name="accessScopes"
        hint={issuing("scopesHint")}
        width="full"
        spellCheck={false}
        autoComplete="off"
        optional
      />
      <SubmitButton>{t(isNew ? "create" : "save")}</SubmitButton>
    </Form>
  );
}
