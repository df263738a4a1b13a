import { useTranslations } from "next-intl";
import { StatusPill } from "@/components/ui/status-pill";
import { UNDONE_REASON } from "@/lib/facts/rules";

/** Why a fact was voided: words of a person, or that an import was undone. */
export function VoidReason({ reason }: { reason: string }) {
  const t = useTranslations("facts");
  return reason === UNDONE_REASON ? t("undoneImport") : reason;
}

/** That a fact was voided; nothing for one that stands. */
export function VoidedPill({ isVoided }: { isVoided: boolean }) {
  const t = useTranslations("facts");
  return isVoided ? <StatusPill tone="danger">{t("voided")}</StatusPill> : null;
}

/** The same in a list, with the reason. */
export function VoidedBecause({ reason }: { reason: string | null }) {
  if (reason === null) return null;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 align-bottom">
      <VoidedPill isVoided />
      <span className="line-clamp-2 text-muted text-sm">
        <VoidReason reason={reason} />
      </span>
    </span>
  );
}

/** What is not known is a dash to see and words to hear. */
export function Missing() {
  const t = useTranslations("facts");
  return (
    <>
      <span aria-hidden="true" className="text-muted">
        –
      </span>
      <span className="sr-only">{t("notKnown")}</span>
    </>
  );
}
