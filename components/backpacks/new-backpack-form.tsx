"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { Form } from "@/components/form/form";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { Card } from "@/components/ui/card";
import { newBackpack } from "@/lib/backpacks/schema";
import type { Result } from "@/lib/result";

const VERSIONS = ["3.0", "2.1"].map((version) => ({ value: version, label: `Open Badges ${version}` }));

type Props = { action: (input: z.input<typeof newBackpack>) => Promise<Result<unknown>> };

/** Offers another backpack. */
export function NewBackpackForm({ action }: Props) {
  const t = useTranslations("backpacks.settings");
  const state = useActionForm({
    schema: newBackpack,
    action,
    defaultValues: { name: "", apiVersion: "3.0", apiUrl: "", webUrl: "" },
    labels: { name: t("name"), apiVersion: t("apiVersion"), apiUrl: t("apiUrl"), webUrl: t("webUrl") },
    saved: t("added"),
  });
  return (
    <Card title={t("add")}>
      <Form state={state} label={t("add")}>
        <TextField name="name" hint={t("nameHint")} />
        <SelectField name="apiVersion" empty={null} width="short" options={VERSIONS} />
        <TextField name="apiUrl" hint={t("apiUrlHint")} />
        <TextField name="webUrl" optional hint={t("webUrlHint")} />
        <SubmitButton>{t("submit")}</SubmitButton>
      </Form>
    </Card>
  );
}
