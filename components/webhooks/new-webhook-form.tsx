"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { CheckboxGroup } from "@/components/form/choice-group";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { MadeOnce } from "@/components/settings/made-once";
import type { Result } from "@/lib/result";
import { WEBHOOK_EVENTS } from "@/lib/webhooks/rules";
import { newWebhook } from "@/lib/webhooks/schema";

type Made = Readonly<{ id: string; url: string; secret: string }>;
type Props = { action: (input: z.input<typeof newWebhook>) => Promise<Result<Made>> };

/** See `MadeOnce`. */
export function NewWebhookForm({ action }: Props) {
  const t = useTranslations("webhooks");
  return (
    <MadeOnce
      title={t("new")}
      level={2}
      labels={{ once: t("once"), copy: t("copy"), copied: t("copied"), copyYourself: t("copyYourself") }}
      tell={(made: Made) => ({ title: t("made", { url: made.url }), secret: made.secret })}
    >
      {(onMade) => <Fields action={action} onMade={onMade} />}
    </MadeOnce>
  );
}

function Fields({ action, onMade }: Props & { onMade: (made: Made) => void }) {
  const t = useTranslations("webhooks");
  const state = useActionForm({
    schema: newWebhook,
    action,
    defaultValues: { url: "", events: [], description: "" },
    labels: { url: t("url"), events: t("events"), description: t("description") },
    saved: t("saved"),
    onSaved: onMade,
  });
  return (
    <Form state={state}>
      <TextField name="url" type="url" autoComplete="off" spellCheck={false} hint={t("urlHint")} />
      <CheckboxGroup
        name="events"
        hint={t("eventsHint")}
        options={WEBHOOK_EVENTS.map((event) => ({
          value: event,
          label: t(`event.${event.replace(".", "-")}` as never),
          hint: event,
        }))}
      />
      <TextField name="description" autoComplete="off" hint={t("descriptionHint")} optional />
      <SubmitButton>{t("create")}</SubmitButton>
    </Form>
  );
}
