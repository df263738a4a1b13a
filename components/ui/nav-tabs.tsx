"use client";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";

/** Parts of one subject, each with its own address: links, so they work without script and can be bookmarked. */
export function NavTabs({
  label,
  items,
}: {
  label: string;
  items: readonly { href: string; label: string }[];
}) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="mb-6 border-line border-b">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {items.map((item) => {
          const current = pathname === item.href;
          return (
            <li key={item.href}>
              <a
                href={item.href}
                aria-current={current ? "page" : undefined}
                className={classNames(
                  "inline-flex min-h-10 items-center rounded-t-md border-b-3 px-3 font-semibold",
                  current
                    ? "border-accent text-ink forced-colors:border-[Highlight]"
                    : "border-transparent text-accent forced-colors:border-b-0 forced-colors:pb-[3px] hover:border-control hover:bg-accent-soft",
                )}
              >
                {item.label}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
