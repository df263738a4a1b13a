"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

type Props = { href: string; label: string; icon?: ReactNode; exact?: boolean; look?: "list" | "bar" };

const LOOK = {
  list: {
    frame: "flex min-h-9 items-center gap-2.5 rounded-md border-l-4 px-3 py-1",
    current: "border-accent bg-accent-soft font-semibold forced-colors:border-[Highlight]",
    other: "border-transparent hover:bg-accent-soft forced-colors:border-[Canvas]",
  },
  bar: {
    frame: "flex min-h-11 items-center gap-2 border-b-3 px-2 py-1",
    current: "border-accent font-semibold forced-colors:border-[Highlight]",
    other: "border-transparent hover:border-control forced-colors:border-[Canvas]",
  },
} as const;

/** Marked as current on its own page and below it. */
export function NavigationLink({ href, label, icon, exact = false, look = "list" }: Props) {
  const pathname = usePathname();
  const here = pathname === href;
  const current = here || (!exact && pathname.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={here ? "page" : current ? "true" : undefined}
      className={classNames(LOOK[look].frame, current ? LOOK[look].current : LOOK[look].other)}
    >
      {icon}
      {label}
    </Link>
  );
}
