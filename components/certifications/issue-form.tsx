"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ComboboxField } from "@/components/form/combobox-field";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { type Option, SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import { type IssueInput, issueInput } from "@/lib/certifications/schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: IssueInput) => Promise<Result<{ id: string }>>;
  /** GET address that finds people. */
  peopleUrl: string;
  /** Address of the list, below which each certificate has its page. */
  path: string;
  types: readonly Option[];
  person: { value: string; label: string } | null;
  today: string;
  /** Made once when the page was asked for: a second press or a retry never gives a second certificate. */
  idempotencyKey: string;
};

type Held = Readonly<{ id: string; number: string }>;

/** The certificate in the way, when that is why nothing was issued. */
function heldIn(result: Result<unknown>): Held | null {
  if (result.ok) return null;
  const { id, number } = result.error.fields.certificationTypeId?.values ?? {};
  return id === undefined || number === undefined ? null : { id: String(id), number: String(number) };
}

export function IssueForm(props: Props) {
  const t = useTranslations("certifications");
  const issuing = useTranslations("issuing");
  const [held, setHeld] = useState<Held | null>(null);
  const [only, another] = props.types;
  const state = useActionForm({
    schema: issueInput,
    action: async (input: IssueInput) => {
      const result = await props.action(input);
      setHeld(heldIn(result));
      return result;
    },
    defaultValues: {
      userId: props.person?.value ?? "",
      certificationTypeId: only && !another ? only.value : "",
      issuedOn: props.today,
      notes: "",
      idempotencyKey: props.idempotencyKey,
    },
    labels: {
      userId: t("person"),
      certificationTypeId: t("type"),
      issuedOn: t("issue.date"),
      notes: t("notes"),
    },
    saved: t("issue.saved"),
    redirectTo: ({ id }) => `${props.path}/${id}`,
  });
  return (
    <Form state={state}>
      <ComboboxField name="userId" url={props.peopleUrl} chosen={props.person} hint={t("issue.personHint")} />
      <SelectField name="certificationTypeId" options={props.types} width="full" />
      <DateField name="issuedOn" hint={t("issue.dateHint")} />
      <TextareaField name="notes" hint={t("issue.notesHint")} limit={5000} optional />
      {held ? (
        <Callout tone="warning" title={issuing("heldTitle")}>
          <p>
            <TextLink href={`${props.path}/${held.id}`}>
              {issuing("openHeld", { number: held.number })}
            </TextLink>
          </p>
        </Callout>
      ) : null}
      <SubmitButton>{t("issue.submit")}</SubmitButton>
    </Form>
  );
}
