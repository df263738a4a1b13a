"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { Card } from "@/components/ui/card";
import { newBackpack } from "@/lib/backpacks/schema";
import type { Result } from "@/lib/result";

type Props = { action: (input: z.input<typeof newBackpack>) => Promise<Result<unknown>> };

/** Offers another backpack. */
export function NewBackpackForm({ action }: Props) {
  const t = useTranslations("backpacks.settings");
  const state = useActionForm({
    schema: newBackpack,
    action,
    defaultValues: { name: "", apiUrl: "", webUrl: "" },
    labels: { name: t("name"), apiUrl: t("apiUrl"), webUrl: t("webUrl") },
    saved: t("added"),
  });
  return (
    <Card title={t("add")}>
      <Form state={state} label={t("add")}>
        <TextField name="name" hint={t("nameHint")} />
        <TextField name="apiUrl" hint={t("apiUrlHint")} />
        <TextField name="webUrl" optional hint={t("webUrlHint")} />
        <SubmitButton>{t("submit")}</SubmitButton>
      </Form>
    </Card>
  );
}
