import Link from "next/link";
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
        <Link href={previous} prefetch={false} rel="prev" className={buttonStyle("secondary")}>
          <Icon as="chevron-left" />
          {t("previous")}
        </Link>
      ) : null}
      {next ? (
        <Link href={next} prefetch={false} rel="next" className={buttonStyle("secondary")}>
          {t("next")}
          <Icon as="chevron-right" />
        </Link>
      ) : null}
      {summary ? <p className="text-muted">{summary}</p> : null}
    </nav>
  );
}
