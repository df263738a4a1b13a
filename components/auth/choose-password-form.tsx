"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { Form } from "@/components/form/form";
import { PasswordField } from "@/components/form/password-field";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { choosePasswordInput } from "@/lib/auth/account-schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: z.input<typeof choosePasswordInput>) => Promise<Result<void>>;
  token: string;
  email: string | null;
};

export function ChoosePasswordForm({ action, token, email }: Props) {
  const t = useTranslations("auth.link");
  const state = useActionForm({
    schema: choosePasswordInput,
    action,
    defaultValues: { token, password: "" },
    labels: { password: t("password") },
  });
  return (
    <Form state={state} guard={false}>
      {email ? (
        <div className="space-y-1">
          <p className="font-semibold">{t("email")}</p>
          <p>{email}</p>
          {/* Tells the browser's password manager which account this is. */}
          <input type="text" hidden autoComplete="username" value={email} readOnly />
        </div>
      ) : null}
      <PasswordField name="password" autoComplete="new-password" hint={t("passwordHint")} />
      <SubmitButton>{t("submit")}</SubmitButton>
    </Form>
  );
}
