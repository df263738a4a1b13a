import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Row = Readonly<{
  id: string;
  person: string;
  /** The reader's own: somebody else answers. */
  isOwn: boolean;
  /** Written. */
  span: string;
  asked: string;
}>;

type Decision = { id: string; outcome: "approved" | "declined" };
type WaitingProps = { rows: readonly Row[]; decide: (input: Decision) => Promise<Result<unknown>> };

/** Those that wait, each with a yes and a no. */
export function WaitingPauses({ rows, decide }: WaitingProps) {
  const t = useTranslations("pauses");
  return (
    <DataTable
      caption={t("waiting.caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "person", header: t("person"), cell: (row) => row.person },
        { key: "when", header: t("when"), wrap: true, cell: (row) => row.span },
        { key: "asked", header: t("asked"), align: "end", cell: (row) => row.asked },
      ]}
      actions={(row) => (row.isOwn ? <LeftToOthers /> : <YesAndNo row={row} decide={decide} />)}
      empty={<p className="text-muted">{t("waiting.none")}</p>}
    />
  );
}

function LeftToOthers() {
  const t = useTranslations("pauses");
  return <span className="text-muted text-sm">{t("others")}</span>;
}

function YesAndNo({ row, decide }: { row: Row; decide: WaitingProps["decide"] }) {
  const t = useTranslations("pauses");
  const { id, person, span } = row;
  return (
    <>
      <ActionButton
        label={t("approve")}
        accessibleLabel={t("approveFor", { person, span })}
        size="row"
        action={decide}
        input={{ id, outcome: "approved" }}
        done={t("approved")}
      />
      <ActionButton
        label={t("decline")}
        accessibleLabel={t("declineFor", { person, span })}
        size="row"
        variant="quiet"
        action={decide}
        input={{ id, outcome: "declined" }}
        confirm={{
          question: t("declineQuestion", { person }),
          consequence: t("declineConsequence", { person }),
          confirmLabel: t("decline"),
          tone: "primary",
        }}
        done={t("declined")}
      />
    </>
  );
}

type CurrentProps = { rows: readonly Row[]; end: (input: { id: string }) => Promise<Result<unknown>> };

/** Approved ones that are not over; they can be taken back, by somebody else than the person. */
export function CurrentPauses({ rows, end }: CurrentProps) {
  const t = useTranslations("pauses");
  return (
    <DataTable
      caption={t("now.caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "person", header: t("person"), cell: (row) => row.person },
        { key: "when", header: t("when"), wrap: true, cell: (row) => row.span },
      ]}
      actions={({ id, person, span, isOwn }) =>
        isOwn ? (
          <LeftToOthers />
        ) : (
          <ActionButton
            label={t("end")}
            accessibleLabel={t("endFor", { person, span })}
            size="row"
            variant="quiet"
            action={end}
            input={{ id }}
            confirm={{
              question: t("endQuestion", { person }),
              consequence: t("endConsequence"),
              confirmLabel: t("end"),
            }}
            done={t("ended")}
          />
        )
      }
      empty={<p className="text-muted">{t("now.none")}</p>}
    />
  );
}
