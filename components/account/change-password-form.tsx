"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type * as z from "zod";
import { Form } from "@/components/form/form";
import { PasswordField } from "@/components/form/password-field";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { changePasswordInput } from "@/lib/auth/account-schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: z.input<typeof changePasswordInput>) => Promise<Result<void>>;
  email: string | null;
};

/** A new form each time, so that no password stays in it. */
export function ChangePasswordForm(props: Props) {
  const [changed, setChanged] = useState(0);
  return <Fields key={changed} {...props} onChanged={() => setChanged(changed + 1)} />;
}

function Fields({ action, email, onChanged }: Props & { onChanged: () => void }) {
  const t = useTranslations("account");
  const state = useActionForm({
    schema: changePasswordInput,
    action,
    defaultValues: { currentPassword: "", newPassword: "" },
    labels: { currentPassword: t("currentPassword"), newPassword: t("newPassword") },
    saved: t("passwordChanged"),
    onSaved: onChanged,
  });
  return (
    <Form state={state} guard={false} label={t("password")}>
      {/* Tells the browser's password manager which account this is. */}
      <input type="text" hidden autoComplete="username" value={email ?? ""} readOnly />
      <PasswordField name="currentPassword" autoComplete="current-password" />
      <PasswordField name="newPassword" autoComplete="new-password" hint={t("passwordHint")} />
      <SubmitButton>{t("changePassword")}</SubmitButton>
    </Form>
  );
}
