import { useTranslations } from "next-intl";
import { StatusPill } from "@/components/ui/status-pill";
import { UNDONE_REASON } from "@/lib/facts/rules";

/** That a fact was voided, and why; nothing for one that stands. */
export function VoidedPill({ reason }: { reason: string | null }) {
  const t = useTranslations("facts");
  if (reason === null) return null;
  const words = reason === UNDONE_REASON ? t("undoneImport") : reason;
  return (
    <>
      <StatusPill tone="danger">{t("voided")}</StatusPill> <span className="text-muted text-sm">{words}</span>
    </>
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
