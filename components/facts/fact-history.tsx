import { useTranslations } from "next-intl";
import { VoidReason } from "@/components/facts/fact-state";
import { Callout } from "@/components/ui/callout";
import type { FactHistory as History } from "@/lib/facts/history-queries";

type Props = { history: History; dateTime: (value: Date) => string };

/** Where a fact came from, and, for a voided one, who took it out and why. */
export function FactHistory({ history, dateTime }: Props) {
  const t = useTranslations("facts.history");
  const { recordedAt, recordedBy, isImported, sentWith, voided } = history;
  /** Jobs, the command line and global admins have no name here. */
  const said = (at: Date, name: string | null) => ({
    when: dateTime(at),
    name: name ?? "",
    known: name === null ? "no" : "yes",
  });
  return (
    <div className="mb-6 space-y-3">
      <p className="text-muted">
        {sentWith && !isImported
          ? t("sent", { when: dateTime(recordedAt), key: sentWith })
          : t(isImported ? "imported" : "recorded", said(recordedAt, recordedBy))}
      </p>
      {voided ? (
        <Callout tone="warning" title={t("voided", said(voided.at, voided.by))}>
          <p className="max-w-prose whitespace-pre-line">
            <VoidReason reason={voided.reason} />
          </p>
          <p>{t("isVoidedHelp")}</p>
        </Callout>
      ) : null}
    </div>
  );
}
