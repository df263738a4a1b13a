"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import type * as z from "zod";
import { CheckboxGroup } from "@/components/form/choice-group";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { SecretText } from "@/components/settings/secret-text";
import { Callout } from "@/components/ui/callout";
import type { Result } from "@/lib/result";
import { WEBHOOK_EVENTS } from "@/lib/webhooks/rules";
import { newWebhook } from "@/lib/webhooks/schema";

type Made = Readonly<{ id: string; url: string; secret: string }>;
type Props = { action: (input: z.input<typeof newWebhook>) => Promise<Result<Made>> };

/** The form is a new one after each webhook; the last secret stays until the next, or until the page is left. */
export function NewWebhookForm({ action }: Props) {
  const t = useTranslations("webhooks");
  const [made, setMade] = useState<Made | null>(null);
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="space-y-5">
      <h2 id={heading} className="text-xl">
        {t("new")}
      </h2>
      {made ? <MadeNotice key={made.id} made={made} /> : null}
      <Fields key={`after-${made?.id}`} action={action} onMade={setMade} />
    </section>
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

/** Takes focus: the button that was pressed is gone with its form. */
function MadeNotice({ made }: { made: Made }) {
  const t = useTranslations("webhooks");
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  const labels = {
    once: t("once"),
    copy: t("copy"),
    copied: t("copied"),
    copyYourself: t("copyYourself"),
  };
  return (
    <div ref={notice} tabIndex={-1}>
      <Callout tone="success" title={t("made", { url: made.url })}>
        <SecretText text={made.secret} labels={labels} />
      </Callout>
    </div>
  );
}
