import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import type { EndorsementRow } from "@/lib/endorsements/queries";
import type { Result } from "@/lib/result";

type Row = EndorsementRow & Readonly<{ day: string }>;
type Props = {
  rows: readonly Row[];
  /** Null for those who only look. */
  withdraw: ((input: { id: string }) => Promise<Result<void>>) | null;
};

const TONES = {
  invited: "info",
  given: "success",
  declined: "neutral",
  withdrawn: "neutral",
  over: "neutral",
} as const;

/** Endorsements and invitations, for those who look after what is endorsed. */
export function EndorsementTable({ rows, withdraw }: Props) {
  const t = useTranslations("endorsements");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: "who", header: t("who"), cell: (row) => <Who row={row} />, rowHeader: true, wrap: true },
        { key: "comment", header: t("comment"), cell: ({ comment }) => comment ?? "–", wrap: true },
        { key: "day", header: t("day"), cell: ({ day }) => day },
        {
          key: "state",
          header: t("state"),
          cell: ({ state }) => ({ pill: TONES[state], text: t(`states.${state}`) }),
        },
      ]}
      actions={({ id, state, name, email }) =>
        withdraw && (state === "given" || state === "invited") ? (
          <ActionButton
            label={t("withdraw")}
            accessibleLabel={t("withdrawFrom", { name: name ?? email })}
            variant="danger"
            size="row"
            action={withdraw}
            input={{ id }}
            confirm={{
              question: t(`question.${state}`),
              consequence: t(`consequence.${state}`),
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

function Who({ row: { name, email, url, state, isLost } }: { row: Row }) {
  const t = useTranslations("endorsements");
  return (
    <>
      {name ?? email}
      {name ? <span className="block break-all font-normal text-muted text-sm">{email}</span> : null}
      {state === "invited" && isLost ? (
        <span className="block font-normal text-danger text-sm">{t("lost")}</span>
      ) : null}
      {url ? (
        <a
          href={url}
          rel="noopener noreferrer nofollow"
          className="block break-all font-normal text-link text-sm"
        >
          {url}
        </a>
      ) : null}
    </>
  );
}
