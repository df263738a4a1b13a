import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import type { SavedView } from "@/lib/views/queries";

type Props = { path: string; views: readonly SavedView[]; current: string };

const LOOK = "inline-flex min-h-9 items-center gap-1.5 rounded-md border px-3";

/** The list as it opens and its saved views, each an address; the one that shows what is shown is marked. */
export function ViewLinks({ path, views, current }: Props) {
  const t = useTranslations("views");
  if (views.length === 0) return null;
  const links = [{ id: "all", name: t("all"), query: "", isShared: false }, ...views];
  return (
    <nav aria-label={t("label")}>
      <ul className="flex flex-wrap gap-2">
        {links.map(({ id, name, query, isShared }) => {
          const isCurrent = query === current;
          return (
            <li key={id} className="min-w-0">
              <a
                href={query === "" ? path : `${path}?${query}`}
                aria-current={isCurrent ? "page" : undefined}
                className={classNames(
                  LOOK,
                  isCurrent
                    ? "border-accent bg-accent-soft font-semibold forced-colors:border-[Highlight]"
                    : "border-control bg-surface hover:bg-accent-soft",
                )}
              >
                <span className="min-w-0 break-words">{name}</span>
                {isShared ? <span className="text-muted text-sm">{t("shared")}</span> : null}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
