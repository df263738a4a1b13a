import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** A link in running text or a table. */
export function TextLink({ className, children, ...rest }: ComponentProps<"a"> & { href: string }) {
  return (
    <a className={classNames("text-link", className)} {...rest}>
      {children}
    </a>
  );
}
