"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { DaysField } from "@/components/badge-page/days-field";
import { type Made, MadeLink } from "@/components/badge-page/made-link";
import { CheckboxGroup } from "@/components/form/choice-group";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { profileParts } from "@/lib/badge-page/profile-rules";
import { newProfileShare } from "@/lib/badge-page/share-schema";
import type { Result } from "@/lib/result";

type Input = z.input<typeof newProfileShare>;
type Props = { action: (input: Input) => Promise<Result<Made>> };

export function ProfileShareForm({ action }: Props) {
  return <MadeLink>{(onMade) => <Fields action={action} onMade={onMade} />}</MadeLink>;
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
      <DaysField />
      <SubmitButton>{t("create")}</SubmitButton>
    </Form>
  );
}
