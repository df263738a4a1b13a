import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { NavigationLink } from "@/components/shell/navigation-link";
import { Icon } from "@/components/ui/icon";

export type NavigationItem = Readonly<{ href: string; label: string; icon?: ReactNode; exact?: boolean }>;
/** A group without a title comes first and stands alone. */
export type NavigationGroup = Readonly<{ title?: string; items: readonly NavigationItem[] }>;

/** One list of links: beside the content where there is room, behind "Meny" where there is not. */
export function MainNavigation({ groups }: { groups: readonly NavigationGroup[] }) {
  const t = useTranslations("shell");
  return (
    <nav
      aria-label={t("mainNavigation")}
      className="border-line border-b bg-surface lg:w-62 lg:shrink-0 lg:border-r lg:border-b-0"
    >
      <details className="lg:hidden">
        <summary className="flex min-h-11 list-none items-center gap-2 px-4 font-semibold sm:px-6">
          <Icon as="menu" />
          {t("menu")}
        </summary>
        <NavigationList groups={groups} />
      </details>
      <div className="sticky top-0 hidden max-h-dvh overflow-y-auto lg:block">
        <NavigationList groups={groups} />
      </div>
    </nav>
  );
}

/** A few links beside each other, the same at every width. */
export function NavigationBar({ groups }: { groups: readonly NavigationGroup[] }) {
  const t = useTranslations("shell");
  const items = groups.flatMap((group) => group.items);
  if (items.length === 0) return null;
  return (
    <nav aria-label={t("mainNavigation")} className="border-line border-b bg-surface px-4 sm:px-6">
      <ul className="mx-auto -mb-px flex max-w-6xl flex-wrap gap-x-2 *:first:-ml-2">
        {items.map((item) => (
          <li key={item.href}>
            <NavigationLink {...item} look="bar" />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NavigationList({ groups }: { groups: readonly NavigationGroup[] }) {
  return (
    <div className="grid gap-5 px-2 py-4 sm:px-4 lg:px-3">
      {groups.map((group) => (
        <div key={group.title ?? group.items[0]?.href}>
          {group.title ? <p className="px-3 pb-1.5 font-semibold text-muted text-sm">{group.title}</p> : null}
          <ul className="grid gap-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavigationLink {...item} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
