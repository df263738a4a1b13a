import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";

type Props = Omit<ComponentProps<"button">, "disabled"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Work is under way. The button stays focusable and pressable; whoever handles it ignores the second press. */
  busy?: boolean;
};

export function Button({ variant, size, icon, busy, type = "button", className, children, ...rest }: Props) {
  return (
    <button
      type={type}
      aria-busy={busy || undefined}
      className={classNames(buttonStyle(variant, size), className)}
      {...rest}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
