"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import type { Person } from "@/lib/people/queries";
import { personDetails } from "@/lib/people/schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: z.input<typeof personDetails>) => Promise<Result<void>>;
  person: Person;
  /** The person's own page. */
  back: string;
};

export function PersonForm({ action, person, back }: Props) {
  const t = useTranslations("people");
  const state = useActionForm({
    schema: personDetails,
    action,
    defaultValues: {
      userId: person.userId,
      displayName: person.displayName,
      email: person.email ?? "",
      externalRef: person.externalRef ?? "",
      joinedOn: person.joinedOn ?? "",
    },
    labels: {
      displayName: t("displayName"),
      email: t("email"),
      externalRef: t("externalRef"),
      joinedOn: t("joinedOn"),
    },
    saved: t("saved"),
    redirectTo: back,
  });
  return (
    <Form state={state}>
      <TextField name="displayName" autoComplete="off" />
      <TextField
        name="email"
        type="email"
        autoComplete="off"
        hint={t(person.account?.hasPassword ? "emailInUseHint" : "emailHint")}
        optional
      />
      <TextField name="externalRef" autoComplete="off" hint={t("externalRefHint")} optional />
      <DateField name="joinedOn" optional />
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
