import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import type { Share } from "@/lib/badge-page/own-queries";
import type { Result } from "@/lib/result";

type Row = Share & Readonly<{ made: string; until: string }>;
type Props = { rows: readonly Row[]; withdraw: (input: { id: string }) => Promise<Result<void>> };

const TONES = { active: "success", expired: "neutral", withdrawn: "neutral" } as const;

/** The links somebody has made to a badge of theirs. */
export function ShareTable({ rows, withdraw }: Props) {
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
          cell: ({ fields }) =>
            fields.length > 0 ? fields.map((field) => t(`field.${field}`)).join(", ") : t("nothing"),
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
              consequence: t("consequence"),
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
