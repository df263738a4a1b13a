import { useTranslations } from "next-intl";
import { FlagActions } from "@/components/badges/flag-actions";
import { ActionButton } from "@/components/form/action-button";
import { LinkButton } from "@/components/ui/link-button";
import type { KeepInput } from "@/lib/badges/flag-schema";
import type { RevocationInput } from "@/lib/badges/schema";
import type { Result } from "@/lib/result";

type OfOne = (input: { id: string }) => Promise<Result<unknown>>;

/** What can be done about a row; left out for whoever may not. */
export type QueueActions = Readonly<{
  approve: OfOne;
  keep: (input: KeepInput) => Promise<Result<unknown>>;
  revoke: (input: RevocationInput) => Promise<Result<unknown>>;
  /** By kind: the job, the badge for a backpack, the message. */
  retry: Readonly<Record<"jobs" | "backpacks" | "webhooks" | "mails", OfOne>>;
}>;

export type ShownRow = Readonly<{
  id: string;
  /** Whom or what it is about, in words. */
  title: string;
  person: string;
  subject: string;
  /** Since when, why, and what else is to be known; in words. */
  notes: readonly string[];
  /** Where it can be seen. */
  href: string;
  isForOthers: boolean;
  /** Trying again cannot help: something about the person has to be put right first. */
  isStopped: boolean;
  /** As it is kept, for the decision to be about what was seen. */
  flagReason: string | null;
}>;

/** Kinds that are dealt with on a page of their own, and the word of the way there. */
const LINKS: Readonly<Record<string, "renew" | "why" | "answer">> = {
  expiring: "renew",
  nearly: "why",
  mistakes: "answer",
  pauses: "answer",
};

type Props = Readonly<{ kind: string; row: ShownRow; actions: QueueActions }>;

/** The buttons of one row. */
export function RowActions({ kind, row, actions }: Props) {
  const t = useTranslations("dashboard.queue");
  const { id, person, subject } = row;
  if (row.isForOthers) return <p className="text-muted text-sm">{t("forOthers")}</p>;
  if (kind === "approvals") {
    return (
      <ActionButton
        label={t("approve")}
        accessibleLabel={t("approveRow", { person, subject })}
        size="small"
        action={actions.approve}
        input={{ id }}
        done={t("approved", { person, subject })}
      />
    );
  }
  if (kind === "flagged" && row.flagReason !== null) {
    const badge = { id, flagReason: row.flagReason, person, achievement: subject };
    return <FlagActions badge={badge} keep={actions.keep} revoke={actions.revoke} size="small" />;
  }
  const word = LINKS[kind];
  if (word) {
    return (
      <LinkButton href={row.href} size="small" aria-label={t(`${word}Row`, { person, subject })}>
        {t(word)}
      </LinkButton>
    );
  }
  if (row.isStopped) {
    return (
      <LinkButton href={row.href} size="small" aria-label={t("seePersonRow", { person, subject })}>
        {t("seePerson")}
      </LinkButton>
    );
  }
  const retry = actions.retry[kind as keyof QueueActions["retry"]];
  return (
    <ActionButton
      label={t("retry")}
      accessibleLabel={t("retryRow", { subject: row.title })}
      size="small"
      action={retry}
      input={{ id }}
      done={t("retried")}
    />
  );
}
