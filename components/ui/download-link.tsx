import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

type Props = Omit<ComponentProps<"a">, "download"> & { href: string };

/** A link to a file: the browser fetches it by itself, not the router. */
export function DownloadLink({ className, children, ...rest }: Props) {
  return (
    <a download className={classNames("text-link print:hidden", className)} {...rest}>
      {children}
    </a>
  );
}
