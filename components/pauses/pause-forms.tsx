"use client";
import { useTranslations } from "next-intl";
import { ComboboxField } from "@/components/form/combobox-field";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import {
  type PauseRecordInput,
  type PauseRequestInput,
  pauseRecord,
  pauseRequest,
} from "@/lib/pauses/schema";
import type { Result } from "@/lib/result";

/** `idempotencyKey` is made once when the page was asked for: a second press or a retry never makes a second pause. */
type RequestProps = {
  action: (input: PauseRequestInput) => Promise<Result<unknown>>;
  /** Where to go when it is sent. */
  after: string;
  idempotencyKey: string;
};

/** A pause for oneself: from when to when, and nothing else. */
export function PauseRequestForm({ action, after, idempotencyKey }: RequestProps) {
  const t = useTranslations("pauses");
  const state = useActionForm({
    schema: pauseRequest,
    action,
    defaultValues: { startsOn: "", endsOn: "", idempotencyKey },
    labels: { startsOn: t("from"), endsOn: t("to") },
    saved: t("own.saved"),
    redirectTo: after,
  });
  return (
    <Form state={state}>
      <DateField name="startsOn" />
      <DateField name="endsOn" hint={t("own.toHint")} />
      <SubmitButton>{t("own.submit")}</SubmitButton>
    </Form>
  );
}

type RecordProps = {
  action: (input: PauseRecordInput) => Promise<Result<unknown>>;
  /** GET address that finds people. */
  peopleUrl: string;
  /** Where to go when it is saved. */
  after: string;
  idempotencyKey: string;
};

/** A pause for somebody else. */
export function PauseRecordForm({ action, peopleUrl, after, idempotencyKey }: RecordProps) {
  const t = useTranslations("pauses");
  const state = useActionForm({
    schema: pauseRecord,
    action,
    defaultValues: { userId: "", startsOn: "", endsOn: "", idempotencyKey },
    labels: { userId: t("person"), startsOn: t("from"), endsOn: t("to") },
    saved: t("record.saved"),
    redirectTo: after,
  });
  return (
    <Form state={state}>
      <ComboboxField name="userId" url={peopleUrl} minimum={2} />
      <DateField name="startsOn" />
      <DateField name="endsOn" />
      <SubmitButton>{t("record.submit")}</SubmitButton>
    </Form>
  );
}
