import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusPill } from "@/components/ui/status-pill";
import type { Result } from "@/lib/result";
import type { WebhookRow } from "@/lib/webhooks/queries";

type Row = WebhookRow & Readonly<{ made: string }>;
type Change = (input: { id: string }) => Promise<Result<void>>;
type Changes = { pause: Change; resume: Change; remove: Change; test: Change };

const TONES = { active: "success", paused: "neutral", gone: "danger", removed: "neutral" } as const;

/** The addresses that are told, and what can be done with each. */
export function WebhookTable({ rows, ...changes }: Changes & { rows: readonly Row[] }) {
  const t = useTranslations("webhooks");
  return (
    <DataTable
      caption={t("caption")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "url", header: t("url"), cell: (row) => <Address row={row} />, rowHeader: true, wrap: true },
        { key: "events", header: t("events"), cell: (row) => <Events row={row} />, wrap: true },
        { key: "standing", header: t("standing"), cell: (row) => <Standing row={row} />, wrap: true },
      ]}
      actions={(row) => <Actions row={row} {...changes} />}
      empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
    />
  );
}

function Address({ row }: { row: Row }) {
  const t = useTranslations("webhooks");
  const { url, description, made: when, createdBy: who } = row;
  return (
    <>
      <span className="break-all">{url}</span>
      {description ? <span className="block font-normal text-sm">{description}</span> : null}
      <span className="block font-normal text-muted text-sm">
        {who ? t("createdBy", { when, who }) : t("createdOn", { when })}
      </span>
    </>
  );
}

function Events({ row }: { row: Row }) {
  const t = useTranslations("webhooks.event");
  return (
    <ul>
      {row.events.map((event) => (
        <li key={event}>{t(event.replace(".", "-") as never)}</li>
      ))}
    </ul>
  );
}

function Standing({ row }: { row: Row }) {
  const t = useTranslations("webhooks");
  return (
    <>
      <StatusPill tone={TONES[row.standing]}>{t(`standings.${row.standing}`)}</StatusPill>
      <span className="block text-muted text-sm">{t("waiting", { count: row.waiting })}</span>
    </>
  );
}

function Actions({ row, pause, resume, remove, test }: Changes & { row: Row }) {
  const t = useTranslations("webhooks");
  const { id, url } = row;
  const common = { size: "row", input: { id } } as const;
  return (
    <div className="flex gap-1 whitespace-nowrap">
      {row.standing === "active" ? (
        <>
          <ActionButton
            {...common}
            label={t("test")}
            accessibleLabel={t("testName", { url })}
            action={test}
            done={t("tested")}
          />
          <ActionButton
            {...common}
            label={t("pause")}
            accessibleLabel={t("pauseName", { url })}
            action={pause}
            done={t("wasPaused")}
            undo={{ action: resume, input: common.input, done: t("wasResumed") }}
          />
        </>
      ) : (
        <ActionButton
          {...common}
          label={t("resume")}
          accessibleLabel={t("resumeName", { url })}
          action={resume}
          done={t("wasResumed")}
        />
      )}
      <ActionButton
        {...common}
        variant="danger"
        label={t("remove")}
        accessibleLabel={t("removeName", { url })}
        action={remove}
        confirm={{
          question: t("question", { url }),
          consequence: t("consequence"),
          confirmLabel: t("remove"),
          tone: "danger",
        }}
        done={t("wasRemoved")}
      />
    </div>
  );
}
