"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ActionButton } from "@/components/form/action-button";
import { LinkButton } from "@/components/ui/link-button";
import type { AchievementStatus, TriggerType } from "@/lib/achievements/definition-keys";
import type { Result } from "@/lib/result";

type Act = (input: { id: string }) => Promise<Result<{ id: string }>>;

type Props = {
  achievement: Readonly<{ id: string; name: string; status: AchievementStatus; triggerType: TriggerType }>;
  actions: Readonly<Record<"activate" | "deactivate" | "duplicate" | "archive" | "restore" | "remove", Act>>;
  path: string;
  /** The way to change the definition; it stands after what comes first. */
  edit: ReactNode;
};

/** What can be done with an achievement as it stands. */
export function AchievementActions({ achievement, actions, path, edit }: Props) {
  const t = useTranslations("achievements.actions");
  const { id, name, status } = achievement;
  const input = { id };
  const isArchived = status === "archived";
  const ask = (key: "archive" | "delete") => ({
    question: t(`${key}Question`, { name }),
    consequence: t(`${key}Consequence`),
    confirmLabel: t(key),
  });
  return (
    <>
      {status === "draft" || status === "inactive" ? (
        <PutIntoUse achievement={achievement} activate={actions.activate} path={path} />
      ) : null}
      {edit}
      {status === "active" ? (
        <ActionButton
          label={t("deactivate")}
          action={actions.deactivate}
          input={input}
          done={t("deactivated")}
          undo={{ action: actions.activate, input, done: t("activated") }}
        />
      ) : null}
      {isArchived ? (
        <ActionButton label={t("restore")} action={actions.restore} input={input} done={t("restored")} />
      ) : (
        <ActionButton
          label={t("archive")}
          action={actions.archive}
          input={input}
          confirm={ask("archive")}
          done={t("archived")}
        />
      )}
      <ActionButton
        label={t("duplicate")}
        action={actions.duplicate}
        input={input}
        done={t("duplicated")}
        redirectTo={path}
      />
      <ActionButton
        label={t("delete")}
        variant="danger"
        action={actions.remove}
        input={input}
        confirm={ask("delete")}
        done={t("deleted")}
        redirectTo={path}
      />
    </>
  );
}

/** What is earned is put into use where it is seen who would earn it; what is given by hand, here and now. */
function PutIntoUse({
  achievement,
  activate,
  path,
}: Pick<Props, "achievement" | "path"> & { activate: Act }) {
  const t = useTranslations("achievements.actions");
  const { id, name, triggerType } = achievement;
  if (triggerType !== "manual") {
    return (
      <LinkButton href={`${path}/${id}/preview`} variant="primary">
        {t("activate")}
      </LinkButton>
    );
  }
  return (
    <ActionButton
      label={t("activate")}
      variant="primary"
      action={activate}
      input={{ id }}
      confirm={{
        question: t("activateQuestion", { name }),
        consequence: t("activateConsequence"),
        confirmLabel: t("activate"),
        tone: "primary",
      }}
      done={t("activated")}
    />
  );
}
