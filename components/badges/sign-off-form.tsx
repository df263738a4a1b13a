"use client";
import { useTranslations } from "next-intl";
import { ComboboxField } from "@/components/form/combobox-field";
import { Form } from "@/components/form/form";
import { type Option, SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import type { SigningRole } from "@/lib/badges/sign-off-rules";
import { type SignOffInput, signOffInput } from "@/lib/badges/sign-off-schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: SignOffInput) => Promise<Result<unknown>>;
  /** GET address that finds people. */
  peopleUrl: string;
  achievements: readonly Option[];
  /** The roles the reader can sign for. */
  roles: readonly SigningRole[];
};

/** A first sign-off for somebody. */
export function SignOffForm({ action, peopleUrl, achievements, roles }: Props) {
  const t = useTranslations("byHand");
  const badges = useTranslations("badges");
  const state = useActionForm({
    schema: signOffInput,
    action,
    defaultValues: { achievementId: "", userId: "", role: "" as never, comment: "" },
    labels: {
      achievementId: badges("achievement"),
      userId: badges("person"),
      role: t("signOffs.role"),
      comment: t("signOffs.comment"),
    },
    saved: t("signOffs.done"),
  });
  return (
    <Form state={state}>
      <SelectField name="achievementId" options={achievements} width="full" />
      <ComboboxField name="userId" url={peopleUrl} hint={badges("award.personHint")} />
      {roles.length > 1 ? (
        <SelectField
          name="role"
          optional
          empty={t("signOffs.firstNeeded")}
          options={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
        />
      ) : null}
      <TextareaField name="comment" hint={t("signOffs.commentHint")} limit={2000} rows={2} optional />
      <SubmitButton>{t("signOffs.sign")}</SubmitButton>
    </Form>
  );
}
