import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import type { PauseStatus } from "@/lib/pauses/rules";
import type { Result } from "@/lib/result";

type Row = Readonly<{
  id: string;
  status: PauseStatus;
  /** Written. */
  span: string;
}>;

const TONE: Record<PauseStatus, PillTone> = {
  waiting: "waiting",
  approved: "success",
  declined: "neutral",
  withdrawn: "neutral",
};

type Props = { rows: readonly Row[]; withdraw: (input: { id: string }) => Promise<Result<unknown>> };

/** The reader's own; what waits can be taken back. */
export function OwnPauses({ rows, withdraw }: Props) {
  const t = useTranslations("pauses");
  return (
    <DataTable
      caption={t("own.caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "when", header: t("when"), wrap: true, cell: (row) => row.span },
        {
          key: "status",
          header: t("status"),
          cell: (row) => <StatusPill tone={TONE[row.status]}>{t(`standing.${row.status}`)}</StatusPill>,
        },
      ]}
      actions={({ id, status, span }) =>
        status === "waiting" ? (
          <ActionButton
            label={t("own.withdraw")}
            accessibleLabel={t("own.withdrawFor", { span })}
            size="row"
            variant="quiet"
            action={withdraw}
            input={{ id }}
            done={t("own.withdrawn")}
          />
        ) : null
      }
      empty={<p className="text-muted">{t("own.none")}</p>}
    />
  );
}
