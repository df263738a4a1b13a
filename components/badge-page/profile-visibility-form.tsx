"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { RadioGroup } from "@/components/form/choice-group";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { type profileVisibilities, profileVisibility } from "@/lib/badge-page/share-schema";
import type { Result } from "@/lib/result";

type Input = z.input<typeof profileVisibility>;
type Props = Input & {
  hint: string;
  /** Among what one can choose. */
  choices: readonly (typeof profileVisibilities)[number][];
  action: (input: Input) => Promise<Result<void>>;
};

/** Who sees one's profile, and with it the pages of one's badges. */
export function ProfileVisibilityForm({ visibility, hint, choices, action }: Props) {
  const t = useTranslations("badgePage.own");
  const state = useActionForm({
    schema: profileVisibility,
    action,
    defaultValues: { visibility },
    labels: { visibility: t("profile") },
    saved: t("saved"),
  });
  return (
    <Form state={state}>
      <RadioGroup
        name="visibility"
        hint={hint}
        options={choices.map((value) => ({ value, label: t(`visibility.${value}`) }))}
      />
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
