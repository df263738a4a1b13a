"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { ownName } from "@/lib/people/schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: z.input<typeof ownName>) => Promise<Result<void>>;
  name: string;
  hint: string;
};

export function OwnNameForm({ action, name, hint }: Props) {
  const t = useTranslations("account");
  const state = useActionForm({
    schema: ownName,
    action,
    defaultValues: { displayName: name },
    labels: { displayName: t("name") },
    saved: t("nameSaved"),
  });
  return (
    <Form state={state} label={t("name")}>
      <TextField name="displayName" autoComplete="name" hint={hint} />
      <SubmitButton>{t("saveName")}</SubmitButton>
    </Form>
  );
}
