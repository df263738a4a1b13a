"use client";
import { useTranslations } from "next-intl";
import { ExternalBadges, type WrittenExternalBadge } from "@/components/collection/external-badges";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Props = {
  badges: readonly WrittenExternalBadge[];
  show: (input: { id: string; isVisible: boolean }) => Promise<Result<unknown>>;
  remove: (input: { id: string }) => Promise<Result<unknown>>;
};

/** One's own collection: each badge can be shown, hidden and removed. */
export function OwnExternalBadges({ badges, show, remove }: Props) {
  const t = useTranslations("collection");
  return (
    <ExternalBadges
      badges={badges}
      actions={({ id, name, isVisible }) => (
        <>
          <ActionButton
            label={t(isVisible ? "hide" : "show")}
            accessibleLabel={`${t(isVisible ? "hide" : "show")}: ${name}`}
            size="small"
            action={show}
            input={{ id, isVisible: !isVisible }}
            done={t(isVisible ? "hidden" : "shown", { name })}
            undo={{ input: { id, isVisible }, done: t(isVisible ? "shown" : "hidden", { name }) }}
          />
          <ActionButton
            label={t("remove")}
            accessibleLabel={`${t("remove")}: ${name}`}
            size="small"
            action={remove}
            input={{ id }}
            confirm={{
              question: t("removeQuestion", { name }),
              consequence: t("removeText"),
              confirmLabel: t("remove"),
            }}
            done={t("removed", { name })}
          />
        </>
      )}
    />
  );
}
