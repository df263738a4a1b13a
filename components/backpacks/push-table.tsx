"use client";
import { useTranslations } from "next-intl";
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
    <div className="overflow-x-auto">
      <table className="w-full text-left">
        <caption className="pb-2 text-left font-semibold">{caption}</caption>
        <thead>
          <tr className="border-line border-b">
            <th scope="col" className="py-2 pr-4">
              {t("badge")}
            </th>
            <th scope="col" className="py-2 pr-4">
              {t("awarded")}
            </th>
            <th scope="col" className="py-2 pr-4">
              {t("state")}
            </th>
            <th scope="col" className="py-2">
              <span className="sr-only">{t("push")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.badgeId} row={row} id={id} push={push} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, id, push }: Pick<Props, "id" | "push"> & { row: WrittenPush }) {
  const t = useTranslations("backpacks");
  const { badgeId, name, awarded, state, problem, next } = row;
  const label = t(state === "failed" ? "pushAgain" : "push");
  return (
    <tr className="border-line border-b align-top">
      <th scope="row" className="py-2 pr-4 font-normal">
        {name}
      </th>
      <td className="py-2 pr-4">{awarded}</td>
      <td className="space-y-1 py-2 pr-4">
        <StatusPill tone={TONE[state ?? "none"]}>{t(`states.${state ?? "none"}`)}</StatusPill>
        {problem ? <p className="max-w-prose text-sm">{t(`problem.${problem}`)}</p> : null}
        {problem && next ? <p className="text-muted text-sm">{t("next", { when: next })}</p> : null}
      </td>
      <td className="py-2">
        {state === "pushed" || state === "pending" ? null : (
          <ActionButton
            label={label}
            accessibleLabel={`${label}: ${name}, ${awarded}`}
            size="small"
            action={push}
            input={{ id, badgeId }}
            done={t("pushDone", { name })}
          />
        )}
      </td>
    </tr>
  );
}
