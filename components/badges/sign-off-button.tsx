"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { SigningRole } from "@/lib/badges/sign-off-rules";
import type { SignOffInput } from "@/lib/badges/sign-off-schema";
import type { Result } from "@/lib/result";

type Props = {
  action: (input: SignOffInput) => Promise<Result<unknown>>;
  achievementId: string;
  achievement: string;
  userId: string;
  person: string;
  role: SigningRole;
};

/** The next sign-off for somebody who has one already. */
export function SignOffButton({ action, achievementId, achievement, userId, person, role }: Props) {
  const t = useTranslations("byHand");
  return (
    <ActionButton<SignOffInput>
      label={t("signOffs.sign")}
      accessibleLabel={t("signOffs.signFor", { person })}
      size="small"
      action={action}
      input={{ achievementId, userId, role }}
      confirm={{
        question: t("signOffs.question", { person, achievement }),
        consequence: t("signOffs.consequence", { role: t(`roles.${role}`) }),
        confirmLabel: t("signOffs.sign"),
        tone: "primary",
      }}
      reason={{
        name: "comment",
        label: t("signOffs.comment"),
        hint: t("signOffs.commentHint"),
        optional: true,
      }}
      done={t("signOffs.done")}
    />
  );
}
