import { useTranslations } from "next-intl";
import type { ChangedValue } from "@/lib/events/audit-rules";

/** Before and after, field by field; folded away, so that the list stays a list. */
export function AuditChange({ changes }: { changes: readonly ChangedValue[] }) {
  const t = useTranslations("audit");
  if (changes.length === 0) return <span className="text-muted">–</span>;
  const nameOf = (name: string) => (t.has(`fields.${name}` as never) ? t(`fields.${name}` as never) : name);
  return (
    <details>
      <summary className="cursor-pointer text-accent underline underline-offset-4">
        {t("showChange", { count: changes.length })}
      </summary>
      <dl className="mt-2 space-y-2 pb-2">
        {changes.map(({ name, before, after }) => (
          <div key={name}>
            <dt className="font-semibold text-sm">{nameOf(name)}</dt>
            <dd className="whitespace-pre-wrap break-words">
              {before === null ? null : (
                <>
                  <span className="sr-only">{t("before")} </span>
                  <del className="text-muted">{before}</del>{" "}
                </>
              )}
              <span className="sr-only">{t("after")} </span>
              {after === null ? (
                <span className="text-muted">{t("nothing")}</span>
              ) : (
                <ins className="no-underline">{after}</ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
