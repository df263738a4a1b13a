import { useTranslations } from "next-intl";
import { buttonStyle } from "@/components/ui/button-style";
import { Icon } from "@/components/ui/icon";

type Props = {
  previous: string | null;
  next: string | null /** Such as "50 av 312 merker". */;
  summary?: string;
};

/** Keyset pages: only the next and the previous are known, and they stay right while rows come and go. */
export function Pager({ previous, next, summary }: Props) {
  const t = useTranslations("common.table");
  if (!previous && !next && !summary) return null;
  return (
    <nav aria-label={t("pages")} className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      {previous ? (
        <a href={previous} rel="prev" className={buttonStyle("secondary")}>
          <Icon as="chevron-left" />
          {t("previous")}
        </a>
      ) : null}
      {next ? (
        <a href={next} rel="next" className={buttonStyle("secondary")}>
          {t("next")}
          <Icon as="chevron-right" />
        </a>
      ) : null}
      {summary ? <p className="text-muted">{summary}</p> : null}
    </nav>
  );
}
