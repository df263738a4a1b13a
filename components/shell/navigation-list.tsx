"use client";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-names";

export type NavigationItem = Readonly<{
  href: string;
  label: string;
  icon?: IconName;
  exact?: boolean;
  /** How much waits there: a number to see, and the same in words to hear. */
  count?: Readonly<{ value: string; label: string }>;
}>;
/** A group without a title comes first and stands alone. */
export type NavigationGroup = Readonly<{ title?: string; items: readonly NavigationItem[] }>;

const LOOK = {
  list: {
    frame: "flex min-h-9 items-center gap-2.5 rounded-md border-l-4 px-3 py-1",
    current: "border-accent bg-accent-soft font-semibold forced-colors:border-[Highlight]",
    other: "border-transparent hover:bg-accent-soft forced-colors:border-[Canvas]",
  },
  bar: {
    frame: "flex min-h-11 items-center gap-2 border-b-3 px-2 py-1",
    current: "border-accent font-semibold forced-colors:border-[Highlight]",
    other: "border-transparent hover:border-control forced-colors:border-b-0 forced-colors:pb-[7px]",
  },
} as const;

/** Marked as current on its own page and below it. */
function NavigationLink({
  item,
  pathname,
  look,
}: {
  item: NavigationItem;
  pathname: string;
  look: "list" | "bar";
}) {
  const { href, label, icon, exact = false, count } = item;
  const here = pathname === href;
  const current = here || (!exact && pathname.startsWith(`${href}/`));
  return (
    <a
      href={href}
      aria-current={here ? "page" : current ? "true" : undefined}
      className={classNames(LOOK[look].frame, current ? LOOK[look].current : LOOK[look].other)}
    >
      {icon ? <Icon as={icon} /> : null}
      {label}
      {count ? <Count {...count} /> : null}
    </a>
  );
}

function Count({ value, label }: { value: string; label: string }) {
  return (
    <>
      <span
        aria-hidden="true"
        className="rounded-full bg-accent px-2 font-semibold text-on-accent text-sm tabular-nums forced-colors:border"
      >
        {value}
      </span>
      <span className="sr-only">({label})</span>
    </>
  );
}

/** Links under each other, in groups. */
export function NavigationList({ groups }: { groups: readonly NavigationGroup[] }) {
  const pathname = usePathname();
  return (
    <div className="grid gap-5 px-2 py-4 sm:px-4 lg:px-3">
      {groups.map((group) => (
        <div key={group.title ?? group.items[0]?.href}>
          {group.title ? <p className="px-3 pb-1.5 font-semibold text-muted text-sm">{group.title}</p> : null}
          <ul className="grid gap-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavigationLink item={item} pathname={pathname} look="list" />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** A few links beside each other. */
export function NavigationRow({ items }: { items: readonly NavigationItem[] }) {
  const pathname = usePathname();
  return (
    <ul className="mx-auto -mb-px flex max-w-6xl flex-wrap gap-x-2 *:first:-ml-2">
      {items.map((item) => (
        <li key={item.href}>
          <NavigationLink item={item} pathname={pathname} look="bar" />
        </li>
      ))}
    </ul>
  );
}
