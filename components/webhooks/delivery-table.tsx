import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusPill } from "@/components/ui/status-pill";
import { Time } from "@/components/ui/time";
import type { Result } from "@/lib/result";
import type { DeliveryRow } from "@/lib/webhooks/queries";

type Row = DeliveryRow & Readonly<{ made: string; next: string | null }>;
type Props = { rows: readonly Row[]; again: (input: { id: string }) => Promise<Result<void>> };

const TONES = { delivered: "success", pending: "waiting", failed: "danger" } as const;

/** What was sent last, and how it went. */
export function DeliveryTable({ rows, again }: Props) {
  const t = useTranslations("webhooks.deliveries");
  return (
    <section className="space-y-4">
      <h2 className="text-xl">{t("title")}</h2>
      <DataTable
        caption={t("caption")}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "event",
            header: t("event"),
            cell: (row) => <Event row={row} />,
            rowHeader: true,
            wrap: true,
          },
          {
            key: "when",
            header: t("when"),
            cell: (row) => <Time iso={row.createdAt} text={row.made} />,
            wrap: true,
          },
          { key: "state", header: t("state"), cell: (row) => <State row={row} />, wrap: true },
          { key: "attempts", header: t("attempts"), cell: (row) => row.attempts, align: "end" },
        ]}
        actions={(row) =>
          row.canBeSentAgain ? (
            <ActionButton
              label={t("again")}
              accessibleLabel={t("againName", { event: row.event, when: row.made })}
              size="row"
              action={again}
              input={{ id: row.id }}
              done={t("isSentAgain")}
            />
          ) : null
        }
        empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
      />
    </section>
  );
}

function Event({ row }: { row: Row }) {
  const t = useTranslations("webhooks.event");
  return (
    <>
      {t(row.event.replace(".", "-") as never)}
      <span className="block break-all font-normal text-muted text-sm">{row.url}</span>
    </>
  );
}

function State({ row }: { row: Row }) {
  const t = useTranslations("webhooks");
  const { state, problem, status, next } = row;
  return (
    <>
      <StatusPill tone={TONES[state]}>{t(`states.${state}`)}</StatusPill>
      {problem ? (
        <span className="block text-sm">{t(`problems.${problem}`, { status: status ?? 0 })}</span>
      ) : null}
      {next ? <span className="block text-muted text-sm">{t("deliveries.next", { when: next })}</span> : null}
    </>
  );
}
