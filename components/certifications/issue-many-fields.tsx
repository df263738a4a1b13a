"use client";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import * as z from "zod";
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
import {
  type IssueManyInput,
  issueManyInput,
  MAX_LIST,
  MAX_ROWS,
  type WrittenTrial,
} from "@/lib/certifications/batch-schema";
import type { Result } from "@/lib/result";

export type IssueManyProps = {
  preview: (input: IssueManyInput) => Promise<Result<WrittenTrial>>;
  issue: (input: IssueManyInput) => Promise<Result<{ id: string }>>;
  /** Address of the batches, below which each has its page and people are found. */
  path: string;
  /** Address of the certificates, below which each has its page. */
  certificates: string;
  types: readonly Option[];
  groups: readonly Option[];
  roles: readonly Option[];
  today: string;
  /** Whom a link to the form has chosen already. */
  chosen?: Picked | undefined;
  /** Made once when the page was asked for: a second press or a retry never gives a second batch. */
  idempotencyKey: string;
};

type Props = IssueManyProps & { onTried: (input: IssueManyInput, result: WrittenTrial) => void };

const NOBODY: Picked = { kind: "chosen", people: [] };

/** What is sent: a list that was typed stays in its field while people are picked, and is then not meant. */
function withPeople({ list, ...values }: IssueManyInput, way: Way, picked: Picked): IssueManyInput {
  if (way === "list") return { ...values, list: list ?? "" };
  if (picked.kind === "matching") return { ...values, matching: picked.filter };
  const userIds = picked.people.map(({ userId }) => userId);
  return { ...values, userIds };
}

export function IssueManyFields({ onTried, ...props }: Props) {
  const t = useTranslations("issuing");
  const words = useTranslations("certifications");
  const batches = useTranslations("batches");
  const [way, setWay] = useState<Way>("pick");
  const [picked, setPicked] = useState<Picked>(props.chosen ?? NOBODY);
  // What the answer is about: a state would still be the one of before the question.
  const asked = useRef<IssueManyInput | null>(null);
  const complete = (values: IssueManyInput) => withPeople(values, way, picked);
  const [only, another] = props.types;
  const state = useActionForm<IssueManyInput, WrittenTrial>({
    schema: z.preprocess((values) => complete(values as IssueManyInput), issueManyInput) as z.ZodType<
      unknown,
      IssueManyInput
    >,
    action: (values) => {
      const input = complete(values);
      asked.current = input;
      return props.preview(input);
    },
    defaultValues: {
      certificationTypeId: only && !another ? only.value : "",
      issuedOn: props.today,
      notes: "",
      list: "",
      idempotencyKey: props.idempotencyKey,
    },
    labels: {
      certificationTypeId: words("type"),
      issuedOn: words("issue.date"),
      notes: words("notes"),
      userIds: batches("people"),
      list: batches("list"),
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
        <SelectField name="certificationTypeId" options={props.types} width="full" />
        <DateField name="issuedOn" hint={t("dateHint")} />
        <TextareaField name="notes" hint={t("notesHint")} limit={5000} rows={3} optional />
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
          <PeopleList hint={t("listHint")} rows={MAX_ROWS} characters={MAX_LIST} />
        )}
      </FormSection>
      <SubmitButton>{t("preview")}</SubmitButton>
    </Form>
  );
}
