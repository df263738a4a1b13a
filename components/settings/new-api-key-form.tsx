"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import type * as z from "zod";
import { CheckboxGroup } from "@/components/form/choice-group";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { SecretText } from "@/components/settings/secret-text";
import { Callout } from "@/components/ui/callout";
import { newKey } from "@/lib/api-keys/schema";
import { API_SCOPES } from "@/lib/auth/policy";
import type { Result } from "@/lib/result";

type Made = Readonly<{ id: string; name: string; text: string }>;
type Props = { action: (input: z.input<typeof newKey>) => Promise<Result<Made>> };

/** The form is a new one after each key; the last key stays until the next, or until the page is left. */
export function NewApiKeyForm({ action }: Props) {
  const t = useTranslations("apiKeys");
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

/** Takes focus: the button that was pressed is gone with its form. */
function MadeNotice({ made }: { made: Made }) {
  const t = useTranslations("apiKeys");
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
      <Callout tone="success" title={t("made", { name: made.name })}>
        <SecretText text={made.text} labels={labels} />
      </Callout>
    </div>
  );
}
