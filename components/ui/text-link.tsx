import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** A link in running text or a table. It does not prefetch: a list of a hundred would ask for a hundred pages. */
export function TextLink({ className, prefetch = false, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={prefetch}
      className={classNames(
        "rounded-sm text-accent underline decoration-accent/50 decoration-1 underline-offset-4 hover:decoration-2 hover:decoration-accent",
        className,
      )}
      {...rest}
    />
  );
}
