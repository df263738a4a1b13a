"use client";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import * as z from "zod";
import { CheckboxField } from "@/components/form/checkbox-field";
import { DateField } from "@/components/form/date-field";
import { FieldError } from "@/components/form/field-frame";
import { Form } from "@/components/form/form";
import { FormSection } from "@/components/form/form-section";
import { type Option, SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { PeopleList } from "@/components/people/people-list";
import { PeoplePicker, type Picked } from "@/components/people/people-picker";
import { type Way, WayChoice } from "@/components/people/way-choice";
import { type BatchInput, batchInput, MAX_BATCH, MAX_LIST } from "@/lib/badges/batch-schema";
import type { BatchPreview } from "@/lib/badges/batch-service";
import type { Result } from "@/lib/result";

export type BatchFormProps = {
  preview: (input: BatchInput) => Promise<Result<BatchPreview>>;
  award: (input: BatchInput) => Promise<Result<{ id: string; awarded: number }>>;
  /** Address of the batches, below which each has its page and people are found. */
  path: string;
  achievements: readonly Option[];
  groups: readonly Option[];
  roles: readonly Option[];
  today: string;
  /** Whom a link to the form has chosen already. */
  chosen?: Picked | undefined;
  /** Made once when the page was asked for: a second press or a retry never gives a second batch. */
  idempotencyKey: string;
};

type Props = BatchFormProps & { onTried: (input: BatchInput, result: BatchPreview) => void };

const NOBODY: Picked = { kind: "chosen", people: [] };

/** What is sent: a list that was typed stays in its field while people are picked, and is then not meant. */
function withPeople({ list, ...values }: BatchInput, way: Way, picked: Picked): BatchInput {
  if (way === "list") return { ...values, list: list ?? "" };
  if (picked.kind === "matching") return { ...values, matching: picked.filter };
  const userIds = picked.people.map(({ userId }) => userId);
  return { ...values, userIds };
}

export function BatchFields({ onTried, ...props }: Props) {
  const t = useTranslations("batches");
  const badges = useTranslations("badges");
  const [way, setWay] = useState<Way>("pick");
  const [picked, setPicked] = useState<Picked>(props.chosen ?? NOBODY);
  // What the answer is about: a state would still be the one of before the question.
  const asked = useRef<BatchInput | null>(null);
  const complete = (values: BatchInput) => withPeople(values, way, picked);
  const state = useActionForm<BatchInput, BatchPreview>({
    schema: z.preprocess((values) => complete(values as BatchInput), batchInput) as z.ZodType<
      unknown,
      BatchInput
    >,
    action: (values) => {
      const input = complete(values);
      asked.current = input;
      return props.preview(input);
    },
    defaultValues: {
      achievementId: "",
      awardedOn: props.today,
      reason: "",
      silent: false,
      list: "",
      idempotencyKey: props.idempotencyKey,
    },
    labels: {
      achievementId: badges("achievement"),
      awardedOn: t("date"),
      reason: badges("reason"),
      silent: t("silent"),
      userIds: t("people"),
      list: t("list"),
    },
    saved: t("previewed"),
    onSaved: (result) => {
      if (asked.current) onTried(asked.current, result);
    },
  });
  const [searchId, nobodyId] = [`${state.id}-search`, `${state.id}-nobody`];
  const nobody = state.errors.find(({ name }) => name === "userIds")?.text ?? null;
  return (
    <Form state={state} places={{ userIds: searchId }}>
      <FormSection title={t("what")}>
        <SelectField name="achievementId" options={props.achievements} width="full" />
        <DateField name="awardedOn" hint={t("dateHint")} />
        <TextareaField name="reason" hint={t("reasonHint")} limit={2000} rows={3} />
        <CheckboxField name="silent" />
      </FormSection>
      <FormSection title={t("who")}>
        <WayChoice way={way} onWay={setWay} />
        <FieldError id={nobodyId}>{nobody}</FieldError>
        {way === "pick" ? (
          <PeoplePicker
            url={`${props.path}/people`}
            roles={props.roles}
            groups={props.groups}
            picked={picked}
            onPicked={setPicked}
            searchId={searchId}
            errorId={nobody && nobodyId}
          />
        ) : (
          <PeopleList hint={t("listHint")} rows={MAX_BATCH} characters={MAX_LIST} />
        )}
      </FormSection>
      <SubmitButton>{t("preview")}</SubmitButton>
    </Form>
  );
}
