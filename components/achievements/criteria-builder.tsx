"use client";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef } from "react";
import { get } from "react-hook-form";
import { MatchFields } from "@/components/achievements/criteria-parts";
import { AllRules } from "@/components/achievements/criteria-rules";
import { CriteriaSentence } from "@/components/achievements/criteria-sentence";
import { MoreFields } from "@/components/achievements/more-fields";
import { FieldError } from "@/components/form/field-frame";
import { useFormState } from "@/components/form/form-context";
import { TextareaField } from "@/components/form/textarea-field";

type Props = {
  /** Whether the focus shall come here with the builder; once it has, it says no. */
  takesFocus?: RefObject<boolean>;
};

/** What it takes, put together from rules; the sentence below says how they are read. */
export function CriteriaBuilder({ takesFocus }: Props) {
  const t = useTranslations("builder");
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!takesFocus?.current) return;
    takesFocus.current = false;
    title.current?.focus();
  }, [takesFocus]);
  const { form } = useFormState();
  const whole = get(form.formState.errors, "criteria") as { message?: string } | undefined;
  return (
    <section aria-labelledby="criteria-builder" className="space-y-4">
      <div>
        <h3 ref={title} id="criteria-builder" tabIndex={-1} className="text-lg">
          {t("rules.legend")}
        </h3>
        <p className="text-muted">{t("rules.intro")}</p>
      </div>
      <FieldError id="criteria-builder-error">{whole?.message ?? null}</FieldError>
      <MatchFields at="criteria" label={t("match.label")} />
      <AllRules />
      <MoreFields title={t("rules.wholeNote")} names={["criteria.description"]}>
        <TextareaField
          name="criteria.description"
          label={t("rules.wholeNote")}
          hint={t("rules.noteHint")}
          rows={3}
          limit={5000}
          optional
        />
      </MoreFields>
      <CriteriaSentence />
    </section>
  );
}
