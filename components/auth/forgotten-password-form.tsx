"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type * as z from "zod";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { Callout } from "@/components/ui/callout";
import { forgottenInput } from "@/lib/auth/account-schema";
import type { Result } from "@/lib/result";

type Props = { action: (input: z.input<typeof forgottenInput>) => Promise<Result<void>> };

export function ForgottenPasswordForm({ action }: Props) {
  const t = useTranslations("auth.forgotten");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const state = useActionForm({
    schema: forgottenInput,
    action: async (input: z.input<typeof forgottenInput>) => {
      const result = await action(input);
      if (result.ok) setSentTo(input.email);
      return result;
    },
    defaultValues: { email: "" },
    labels: { email: t("email") },
  });
  return (
    <>
      {sentTo ? (
        <Callout tone="success" role="status" title={t("sentTitle")}>
          <p>{t("sent", { email: sentTo })}</p>
        </Callout>
      ) : null}
      <Form state={state} guard={false}>
        <TextField name="email" type="email" autoComplete="username" spellCheck={false} width="full" />
        <SubmitButton>{t("submit")}</SubmitButton>
      </Form>
    </>
  );
}
