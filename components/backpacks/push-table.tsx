"use client";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import type { PushRow } from "@/lib/backpacks/queries";
import type { Result } from "@/lib/result";

export type WrittenPush = Omit<PushRow, "nextAttemptAt" | "awardedAt"> &
  Readonly<{ awarded: string; next: string | null }>;

type State = NonNullable<PushRow["state"]> | "none";
const TONE: Record<State, PillTone> = {
  none: "neutral",
  pending: "waiting",
  pushed: "success",
  failed: "danger",
};

type Props = {
  caption: string;
  rows: readonly WrittenPush[];
  /** Of the connection. */
  id: string;
  push: (input: { id: string; badgeId: string }) => Promise<Result<unknown>>;
};

/** One's own badges, and whether each is in the backpack. */
export function PushTable({ caption, rows, id, push }: Props) {
  const t = useTranslations("backpacks");
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.badgeId}
      columns={[
        { key: "badge", header: t("badge"), cell: (row) => row.name, wrap: true },
        { key: "awarded", header: t("awarded"), cell: (row) => row.awarded },
        { key: "state", header: t("state"), cell: (row) => <PushState row={row} />, wrap: true },
      ]}
      actions={(row) =>
        row.state === "pushed" || row.state === "pending" ? null : (
          <PushButton row={row} id={id} push={push} />
        )
      }
    />
  );
}

function PushState({ row: { state, problem, next } }: { row: WrittenPush }) {
  const t = useTranslations("backpacks");
  return (
    <div className="space-y-1">
      <StatusPill tone={TONE[state ?? "none"]}>{t(`states.${state ?? "none"}`)}</StatusPill>
      {problem ? <p className="max-w-prose text-sm">{t(`problem.${problem}`)}</p> : null}
      {problem && next ? <p className="text-muted text-sm">{t("next", { when: next })}</p> : null}
    </div>
  );
}

function PushButton({ row, id, push }: Pick<Props, "id" | "push"> & { row: WrittenPush }) {
  const t = useTranslations("backpacks");
  const { badgeId, name, awarded, state } = row;
  const label = t(state === "failed" ? "pushAgain" : "push");
  return (
    <ActionButton
      label={label}
      accessibleLabel={`${label}: ${name}, ${awarded}`}
      size="small"
      action={push}
      input={{ id, badgeId }}
      done={t("pushDone", { name })}
    />
  );
}
