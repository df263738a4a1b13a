"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

type Props = { href: string; label: string; icon?: ReactNode; exact?: boolean };

/** Marked as current on its own page and below it. */
export function NavigationLink({ href, label, icon, exact = false }: Props) {
  const pathname = usePathname();
  const here = pathname === href;
  const current = here || (!exact && pathname.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={here ? "page" : current ? "true" : undefined}
      className={classNames(
        "flex min-h-9 items-center gap-2.5 rounded-md border-l-4 px-3",
        current
          ? "border-accent bg-accent-soft font-semibold forced-colors:border-[Highlight]"
          : "border-transparent hover:bg-accent-soft forced-colors:border-[Canvas]",
      )}
    >
      {icon}
      {label}
    </Link>
  );
}
