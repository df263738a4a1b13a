import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusPill } from "@/components/ui/status-pill";
import type { IssuerKeyRow } from "@/lib/open-badges/key-queries";
import type { Result } from "@/lib/result";

type Row = IssuerKeyRow & Readonly<{ made: string; ended: string | null }>;
type Rotate = (input: { algorithm: Row["algorithm"] }) => Promise<Result<void>>;

/** The keys that the organisation signs and has signed with. `rotate` is null where nothing is published. */
export function KeyTable({ keys, rotate }: { keys: readonly Row[]; rotate: Rotate | null }) {
  const t = useTranslations("issuer");
  return (
    <section>
      <h2 className="font-bold text-lg">{t("keys")}</h2>
      <p className="mt-1 mb-4 max-w-prose text-muted">{t("keysLead")}</p>
      <DataTable
        caption={t("keys")}
        hideCaption
        rows={keys}
        rowKey={(row) => row.id}
        columns={[
          { key: "use", header: t("use"), cell: (row) => <Use row={row} />, rowHeader: true, wrap: true },
          { key: "standing", header: t("standing"), cell: (row) => <Standing row={row} />, wrap: true },
        ]}
        actions={(row) => (rotate && row.status === "active" ? <Exchange row={row} rotate={rotate} /> : null)}
        empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
      />
    </section>
  );
}

function Use({ row }: { row: Row }) {
  const t = useTranslations("issuer");
  return (
    <>
      {t(`algorithm.${row.algorithm}`)}
      <code className="block break-all font-normal text-muted text-sm">{row.id}</code>
    </>
  );
}

function Standing({ row }: { row: Row }) {
  const t = useTranslations("issuer");
  return (
    <>
      <StatusPill tone={row.status === "active" ? "success" : "neutral"}>
        {t(`status.${row.status}`)}
      </StatusPill>
      <span className="block text-muted text-sm">
        {row.ended ? t("fromTo", { from: row.made, to: row.ended }) : t("from", { from: row.made })}
      </span>
    </>
  );
}

function Exchange({ row, rotate }: { row: Row; rotate: Rotate }) {
  const t = useTranslations("issuer");
  return (
    <ActionButton
      label={t("rotate")}
      accessibleLabel={t("rotateName", { use: t(`algorithm.${row.algorithm}`) })}
      size="row"
      action={rotate}
      input={{ algorithm: row.algorithm }}
      confirm={{
        question: t("question"),
        consequence: t("consequence"),
        confirmLabel: t("rotate"),
        tone: "primary",
      }}
      done={t("rotated")}
    />
  );
}
