import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { classNames } from "@/components/ui/class-names";

type Props = ComponentProps<"a"> & {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
};

/** Goes somewhere and looks like a button; what changes something is a Button. */
export function LinkButton({ variant, size, icon, className, children, ...rest }: Props) {
  return (
    <a className={classNames(buttonStyle(variant, size), className)} {...rest}>
      {icon}
      {children}
    </a>
  );
}
