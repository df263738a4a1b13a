import Link from "next/link";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import type { Standing } from "@/lib/evaluation/preview-rules";

type Count = Readonly<{ standing: Standing | null; people: number; written: string; href: string }>;

/** How many stand how, each a way to their names. */
export function PreviewCounts({ counts, shown }: { counts: readonly Count[]; shown: Standing | undefined }) {
  const t = useTranslations("preview.counts");
  return (
    <nav aria-label={t("label")}>
      <ul className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
        {counts.map(({ standing, people, written, href }) => {
          const isShown = (standing ?? undefined) === shown;
          return (
            <li key={standing ?? "all"}>
              <Link
                href={href}
                scroll={false}
                aria-current={isShown ? "true" : undefined}
                className={classNames(
                  "flex h-full min-w-32 flex-col rounded-md border px-3.5 py-2",
                  isShown
                    ? "border-accent border-b-4 bg-accent-soft forced-colors:border-[Highlight]"
                    : "border-line border-b-4 bg-surface hover:border-control hover:bg-accent-soft",
                )}
              >
                <span className="font-bold text-2xl text-ink tabular-nums">{written}</span>
                <span className="text-muted">
                  {standing === null ? t("all", { count: people }) : t(standing)}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
