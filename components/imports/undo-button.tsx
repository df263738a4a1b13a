"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { ImportKind } from "@/lib/imports/rules";
import type { Result } from "@/lib/result";

type Props = {
  id: string;
  kind: ImportKind;
  fileName: string;
  created: number;
  updated: number;
  action: (input: { id: string }) => Promise<Result<unknown>>;
};

const CONSEQUENCE = {
  people: "people",
  activities: "facts",
  referrals: "facts",
  course_registrations: "facts",
  courses: "courses",
  achievements: "achievements",
  awards: "awards",
  certifications: "certifications",
} as const satisfies Record<ImportKind, string>;

/** Takes an import back, once, and says first what that does. */
export function UndoButton({ id, kind, fileName, created, updated, action }: Props) {
  const t = useTranslations("imports");
  return (
    <ActionButton
      label={t("undo")}
      variant="danger"
      action={action}
      input={{ id }}
      confirm={{
        question: t("undoQuestion", { file: fileName }),
        consequence: (
          <>
            <p>{t(`consequences.${CONSEQUENCE[kind]}`, { count: created })}</p>
            <p>{t("undoChanged", { count: updated })}</p>
          </>
        ),
        confirmLabel: t("undo"),
        cancelLabel: t("undoKeep"),
      }}
      done={t("undoDone")}
    />
  );
}
