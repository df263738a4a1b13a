import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Row = Readonly<{
  id: string;
  state: "active" | "expired" | "withdrawn";
  /** Written: what it shows, when it was made, and when it ends. */
  shows: string;
  made: string;
  until: string;
}>;
type Props = {
  rows: readonly Row[];
  withdraw: (input: { id: string }) => Promise<Result<void>>;
  /** What withdrawing one means. */
  consequence: string;
};

const TONES = { active: "success", expired: "neutral", withdrawn: "neutral" } as const;

/** The links somebody has made to a badge of theirs, or to their profile. */
export function ShareTable({ rows, withdraw, consequence }: Props) {
  const t = useTranslations("badgePage.own");
  return (
    <DataTable
      caption={t("caption")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: "made", header: t("made_on"), cell: ({ made }) => made, rowHeader: true },
        {
          key: "shows",
          header: t("shows"),
          cell: ({ shows }) => shows,
          wrap: true,
        },
        { key: "until", header: t("until"), cell: ({ until }) => until },
        {
          key: "state",
          header: t("state"),
          cell: ({ state }) => ({ pill: TONES[state], text: t(`states.${state}`) }),
        },
      ]}
      actions={({ id, state, made }) =>
        state === "active" ? (
          <ActionButton
            label={t("withdraw")}
            accessibleLabel={t("withdrawFor", { when: made })}
            variant="danger"
            size="row"
            action={withdraw}
            input={{ id }}
            confirm={{
              question: t("question"),
              consequence,
              confirmLabel: t("withdraw"),
              tone: "danger",
            }}
            done={t("withdrawn")}
          />
        ) : null
      }
      empty={<p className="text-muted">{t("none")}</p>}
    />
  );
}
