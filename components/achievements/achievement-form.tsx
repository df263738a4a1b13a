"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { ChangedMeanwhile, type Comparison, useConflict } from "@/components/achievements/changed-meanwhile";
import { ChoicesProvider } from "@/components/achievements/criteria-choices";
import { DetailFields } from "@/components/achievements/detail-fields";
import { type AskDifference, DifferencePanel } from "@/components/achievements/difference-panel";
import { useFormLabels, useRulePlace } from "@/components/achievements/form-labels";
import { IconPicker } from "@/components/achievements/icon-picker";
import { MessageFields, type SampleAward } from "@/components/achievements/message-fields";
import { TriggerFields } from "@/components/achievements/trigger-fields";
import { AwardingFields, PaymentFields, ValidityFields } from "@/components/achievements/validity-fields";
import { Form } from "@/components/form/form";
import { FormSection } from "@/components/form/form-section";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { announce } from "@/components/ui/announce";
import { type Category, categories } from "@/lib/achievements/definition-keys";
import { definitionOf, emptyForm, type AchievementForm as Values } from "@/lib/achievements/form-rules";
import { achievementForm, atFormFields } from "@/lib/achievements/form-schema";
import type { Choices } from "@/lib/achievements/reference-queries";
import { keyOf } from "@/lib/achievements/rules";
import type { AchievementInput } from "@/lib/achievements/schema";
import type { Result } from "@/lib/result";

type Saved = Promise<Result<{ id: string }>>;
type Changed = AchievementInput & { id: string; revision: number };

type Around = {
  /** Address of the list, below which each achievement has its page. */
  path: string;
  /** Where the organisation's pictures are listed and kept. */
  pictures: string;
  choices: Choices;
  sample: SampleAward;
};
type Creating = { create: (input: AchievementInput) => Saved };
type Changing = {
  id: string;
  /** What the form begins with, and which state of the definition that was. */
  initial: Values;
  revision: number;
  update: (input: Changed) => Saved;
  compare: (input: Changed) => Promise<Result<Comparison>>;
  /** Asks what saving would change, and where its people are. */
  difference: AskDifference;
  people: string;
};

/** Creates a definition. */
export function NewAchievementForm({ create, choices, ...around }: Around & Creating) {
  return (
    <ChoicesProvider choices={choices}>
      <Fields {...around} initial={emptyForm()} save={(input) => create(input)} isNew />
    </ChoicesProvider>
  );
}

/**
 * Changes a definition. It says which state it was opened with; when somebody else has saved meanwhile, both are shown
 * beside each other and nothing is written over unseen.
 */
export function AchievementForm({
  id,
  update,
  compare,
  difference,
  people,
  choices,
  ...around
}: Around & Changing) {
  const t = useTranslations("builder.conflict");
  // What was taken over from somebody else begins a new form: every field shows it, also those with a state of their own.
  const [begun, setBegun] = useState({ initial: around.initial, revision: around.revision, times: 0 });
  const revision = useRef(begun.revision);
  const conflict = useConflict({
    compare,
    identify: (input) => ({ ...input, id, revision: revision.current }),
  });

  function takeTheirs({ theirs, revision: latest }: Comparison) {
    revision.current = latest;
    conflict.settle();
    setBegun(({ times }) => ({ initial: theirs, revision: latest, times: times + 1 }));
    announce(t("taken"));
  }

  return (
    <ChoicesProvider choices={choices}>
      <Fields
        key={begun.times}
        {...around}
        initial={begun.initial}
        save={(input) => conflict.watch(input, update({ ...input, id, revision: revision.current }))}
        atEnd={<DifferencePanel id={id} ask={difference} people={people} />}
        onTop={(submit) =>
          conflict.found ? (
            <ChangedMeanwhile
              found={conflict.found}
              onTakeTheirs={takeTheirs}
              onSaveMine={(found) => {
                revision.current = found.revision;
                conflict.settle();
                submit();
              }}
            />
          ) : null
        }
      />
    </ChoicesProvider>
  );
}

type FieldsProps = Omit<Around, "choices"> & {
  initial: Values;
  save: (input: AchievementInput) => Saved;
  isNew?: boolean;
  /** What stands above the fields, with a way to send the form. */
  onTop?: (submit: () => void) => ReactNode;
  /** What stands between the fields and the button. */
  atEnd?: ReactNode;
};

function Fields({ initial, path, pictures, sample, save, isNew = false, onTop, atEnd }: FieldsProps) {
  const t = useTranslations("achievements.form");
  const state = useActionForm<Values, { id: string }>({
    schema: achievementForm,
    // The schema has judged it; the server parses it again.
    action: async (form) => atFormFields(form, await save(definitionOf(form) as AchievementInput)),
    defaultValues: initial,
    labels: useFormLabels(),
    placeOf: useRulePlace(),
    saved: t("saved"),
    redirectTo: ({ id }) => `${path}/${id}`,
  });
  return (
    <Form state={state}>
      {onTop?.(state.submit)}
      <FormSection title={t("aboutSection")}>
        <TextField name="name" width="full" />
        {isNew ? <SuggestedKey /> : null}
        <TextField name="key" hint={t("keyHint")} spellCheck={false} autoComplete="off" />
        <TextareaField name="description" hint={t("descriptionHint")} limit={5000} />
      </FormSection>
      <FormSection title={t("looksSection")}>
        <Looks pictures={pictures} />
      </FormSection>
      <FormSection title={t("earningSection")}>
        <TriggerFields />
        <AwardingFields />
      </FormSection>
      <ValidityFields />
      <PaymentFields />
      <MessageFields sample={sample} />
      <DetailFields />
      {atEnd}
      <SubmitButton>{t(isNew ? "create" : "save")}</SubmitButton>
    </Form>
  );
}

/** Until somebody writes a key of their own, it follows the name. */
function SuggestedKey() {
  const { setValue, getValues, control } = useFormContext();
  const name: unknown = useWatch({ name: "name", control });
  const suggested = useRef("");
  useEffect(() => {
    const key: unknown = getValues("key");
    if (key && key !== suggested.current) return;
    suggested.current = keyOf(String(name ?? ""));
    setValue("key", suggested.current);
  }, [name, getValues, setValue]);
  return null;
}

function Looks({ pictures }: { pictures: string }) {
  const t = useTranslations("achievements.form");
  const words = useTranslations("common.category");
  const category = useWatch({ name: "category" }) as Category;
  const options = categories.map((value) => ({ value, label: words(value) }));
  return (
    <>
      <SelectField name="category" hint={t("categoryHint")} options={options} empty={null} />
      <IconPicker name="badgeIconUrl" category={category} pictures={pictures} />
    </>
  );
}
