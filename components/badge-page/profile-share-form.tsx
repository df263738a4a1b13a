"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { CheckboxGroup } from "@/components/form/choice-group";
import { Form } from "@/components/form/form";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { MadeOnce } from "@/components/settings/made-once";
import { profileParts } from "@/lib/badge-page/profile-rules";
import { shareDays } from "@/lib/badge-page/rules";
import { newProfileShare } from "@/lib/badge-page/share-schema";
import type { Result } from "@/lib/result";

type Made = Readonly<{ id: string; address: string }>;
type Input = z.input<typeof newProfileShare>;
type Props = { action: (input: Input) => Promise<Result<Made>> };

/** See `MadeOnce`: the address of a new link is shown once. */
export function ProfileShareForm({ action }: Props) {
  const t = useTranslations("badgePage.own");
  return (
    <MadeOnce
      title={t("new")}
      labels={{ once: t("once"), copy: t("copy"), copied: t("copied"), copyYourself: t("copyYourself") }}
      tell={(made: Made) => ({ title: t("made"), secret: made.address })}
    >
      {(onMade) => <Fields action={action} onMade={onMade} />}
    </MadeOnce>
  );
}

function Fields({ action, onMade }: Props & { onMade: (made: Made) => void }) {
  const t = useTranslations("badgePage.own");
  const own = useTranslations("profilePage.own");
  const state = useActionForm<Input, Made>({
    schema: newProfileShare,
    action,
    defaultValues: { parts: ["name", "tier", "badges"], days: "30" },
    labels: { parts: own("parts"), days: t("days") },
    saved: t("created"),
    onSaved: onMade,
  });
  return (
    <Form state={state}>
      <CheckboxGroup
        name="parts"
        hint={own("partsHint")}
        options={profileParts.map((value) => ({ value, label: own(`part.${value}`) }))}
      />
      <SelectField
        name="days"
        empty={null}
        options={shareDays.map((days) => ({ value: days, label: t(`day.${days}`) }))}
      />
      <SubmitButton>{t("create")}</SubmitButton>
    </Form>
  );
}
