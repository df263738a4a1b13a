"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { CheckboxGroup } from "@/components/form/choice-group";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { MadeOnce } from "@/components/settings/made-once";
import { newKey } from "@/lib/api-keys/schema";
import { API_SCOPES } from "@/lib/auth/policy";
import type { Result } from "@/lib/result";

type Made = Readonly<{ id: string; name: string; text: string }>;
type Props = { action: (input: z.input<typeof newKey>) => Promise<Result<Made>> };

/** See `MadeOnce`. */
export function NewApiKeyForm({ action }: Props) {
  const t = useTranslations("apiKeys");
  return (
    <MadeOnce
      title={t("new")}
      level={2}
      labels={{ once: t("once"), copy: t("copy"), copied: t("copied"), copyYourself: t("copyYourself") }}
      tell={(made: Made) => ({ title: t("made", { name: made.name }), secret: made.text })}
    >
      {(onMade) => <Fields action={action} onMade={onMade} />}
    </MadeOnce>
  );
}

function Fields({ action, onMade }: Props & { onMade: (made: Made) => void }) {
  const t = useTranslations("apiKeys");
  const state = useActionForm({
    schema: newKey,
    action,
    defaultValues: { name: "", scopes: [], lastDay: "" },
    labels: { name: t("name"), scopes: t("scopes"), lastDay: t("lastDay") },
    saved: t("saved"),
    onSaved: onMade,
  });
  return (
    <Form state={state}>
      <TextField name="name" autoComplete="off" hint={t("nameHint")} />
      <CheckboxGroup
        name="scopes"
        hint={t("scopesHint")}
        options={API_SCOPES.map((scope) => ({
          value: scope,
          label: t(`scope.${scope.replace(":", "-")}` as never),
        }))}
      />
      <DateField name="lastDay" hint={t("lastDayHint")} optional />
      <SubmitButton>{t("create")}</SubmitButton>
    </Form>
  );
}
