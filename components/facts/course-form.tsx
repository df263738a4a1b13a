"use client";
import { useTranslations } from "next-intl";
import { CheckboxField } from "@/components/form/checkbox-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { type CourseCorrection, type CourseInput, courseCorrection, courseInput } from "@/lib/facts/schema";
import type { Result } from "@/lib/result";

type NewProps = { action: (input: CourseInput) => Promise<Result<{ id: string }>>; path: string };

export function NewCourseForm({ action, path }: NewProps) {
  const t = useTranslations("facts");
  const state = useActionForm({
    schema: courseInput,
    action,
    defaultValues: { code: "", title: "" },
    labels: { code: t("course.code"), title: t("course.courseTitle") },
    saved: t("course.added"),
    redirectTo: (course) => `${path}/${course.id}`,
  });
  return (
    <Form state={state}>
      <TextField name="code" hint={t("course.codeHint")} autoComplete="off" />
      <TextField name="title" width="full" autoComplete="off" />
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}

type EditProps = {
  action: (input: CourseCorrection) => Promise<Result<void>>;
  course: CourseCorrection;
  back: string;
};

export function CourseForm({ action, course, back }: EditProps) {
  const t = useTranslations("facts");
  const state = useActionForm({
    schema: courseCorrection,
    action,
    defaultValues: course,
    labels: { title: t("course.courseTitle"), isActive: t("course.isActive") },
    saved: t("course.updated"),
    redirectTo: back,
  });
  return (
    <Form state={state}>
      <TextField name="title" width="full" autoComplete="off" />
      <CheckboxField name="isActive" hint={t("course.isActiveHint")} />
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
