"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { Form } from "@/components/form/form";
import { PasswordField } from "@/components/form/password-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { signInInput } from "@/lib/auth/account-schema";
import type { Result } from "@/lib/result";

type Props = { action: (input: z.input<typeof signInInput>) => Promise<Result<string>>; to: string | null };

export function SignInForm({ action, to }: Props) {
  const t = useTranslations("auth.signIn");
  const state = useActionForm({
    schema: signInInput,
    action,
    defaultValues: { email: "", password: "", to: to ?? undefined },
    labels: { email: t("email"), password: t("password") },
    onSaved: (page) => location.assign(page),
  });
  return (
    <Form state={state} guard={false}>
      <TextField name="email" type="email" autoComplete="username" spellCheck={false} width="full" />
      <PasswordField name="password" autoComplete="current-password" />
      <SubmitButton>{t("submit")}</SubmitButton>
    </Form>
  );
}
