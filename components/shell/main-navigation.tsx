import { useTranslations } from "next-intl";
import { type NavigationGroup, NavigationList, NavigationRow } from "@/components/shell/navigation-list";
import { Icon } from "@/components/ui/icon";

/** One list of links: beside the content where there is room, behind "Meny" where there is not. */
export function MainNavigation({ groups }: { groups: readonly NavigationGroup[] }) {
  const t = useTranslations("shell");
  return (
    <nav
      aria-label={t("mainNavigation")}
      className="border-line border-b bg-surface lg:w-62 lg:shrink-0 lg:border-r lg:border-b-0 print:hidden"
    >
      <details className="peer lg:hidden">
        <summary className="flex min-h-11 list-none items-center gap-2 px-4 font-semibold sm:px-6">
          <Icon as="menu" />
          {t("menu")}
        </summary>
      </details>
      <div className="hidden peer-open:block lg:sticky lg:top-0 lg:block lg:max-h-dvh lg:overflow-y-auto">
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
    <nav
      aria-label={t("mainNavigation")}
      className="border-line border-b bg-surface px-4 sm:px-6 print:hidden"
    >
      <NavigationRow items={items} />
    </nav>
  );
}
