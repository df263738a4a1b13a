import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusPill } from "@/components/ui/status-pill";
import { Time } from "@/components/ui/time";
import type { ApiKeyRow } from "@/lib/api-keys/queries";
import type { Result } from "@/lib/result";

type Row = ApiKeyRow &
  Readonly<{ made: string; used: string | null; until: string | null; ended: string | null }>;
type Props = { rows: readonly Row[]; revoke: (input: { id: string }) => Promise<Result<void>> };

const TONES = { active: "success", expired: "warning", revoked: "neutral" } as const;

export function ApiKeyTable({ rows, revoke }: Props) {
  const t = useTranslations("apiKeys");
  return (
    <DataTable
      caption={t("caption")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "name", header: t("name"), cell: (row) => <Name row={row} />, rowHeader: true, wrap: true },
        { key: "scopes", header: t("scopes"), cell: (row) => <Scopes row={row} />, wrap: true },
        { key: "standing", header: t("standing"), cell: (row) => <Standing row={row} />, wrap: true },
        {
          key: "used",
          header: t("used"),
          cell: (row) =>
            row.lastUsedAt && row.used ? <Time iso={row.lastUsedAt} text={row.used} /> : t("never"),
          wrap: true,
        },
      ]}
      actions={(row) =>
        row.standing === "active" ? (
          <ActionButton
            label={t("revoke")}
            accessibleLabel={t("revokeName", { name: row.name })}
            variant="danger"
            size="row"
            action={revoke}
            input={{ id: row.id }}
            confirm={{
              question: t("question", { name: row.name }),
              consequence: t("consequence"),
              confirmLabel: t("revoke"),
              tone: "danger",
            }}
            done={t("wasRevoked")}
          />
        ) : null
      }
      empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
    />
  );
}

function Name({ row }: { row: Row }) {
  const t = useTranslations("apiKeys");
  return (
    <>
      {row.name}
      <span className="block font-normal text-muted text-sm">
        <code>heder_{row.prefix}_…</code>
      </span>
      <span className="block font-normal text-muted text-sm">
        {row.createdBy
          ? t("createdBy", { when: row.made, who: row.createdBy })
          : t("createdOn", { when: row.made })}
      </span>
    </>
  );
}

function Standing({ row }: { row: Row }) {
  const t = useTranslations("apiKeys");
  const until = row.until ? t("until", { when: row.until }) : t("forever");
  return (
    <>
      <StatusPill tone={TONES[row.standing]}>{t(row.standing)}</StatusPill>
      <span className="block text-muted text-sm">{row.ended ?? until}</span>
    </>
  );
}

function Scopes({ row }: { row: Row }) {
  const t = useTranslations("apiKeys.scope");
  return (
    <ul>
      {row.scopes.map((scope) => (
        <li key={scope}>{t(scope.replace(":", "-") as never)}</li>
      ))}
    </ul>
  );
}
