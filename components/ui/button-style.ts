import { classNames } from "@/components/ui/class-names";

/** `danger` leads to something grave; `dangerous` is the last press before it. */
export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "dangerous";
export type ButtonSize = "small" | "row" | "medium";

const VARIANT: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border-control bg-surface text-ink hover:bg-accent-soft",
  quiet: "border-transparent text-accent underline decoration-1 underline-offset-4 hover:bg-accent-soft",
  danger: "border-danger bg-surface text-danger hover:bg-danger-soft",
  dangerous: "border-transparent bg-danger text-on-danger hover:bg-danger-strong",
};

/** 24 px is the least target WCAG 2.2 allows; small is for rows of dense tables, row stands beside one. */
const SIZE: Record<ButtonSize, string> = {
  small: "min-h-7 gap-1 whitespace-nowrap px-2 text-sm",
  row: "min-h-9 gap-2 px-3.5 py-1",
  medium: "min-h-10 gap-2 px-4 py-1.5",
};

/** The transparent border becomes a real one in forced colours. */
export const buttonStyle = (variant: ButtonVariant = "secondary", size: ButtonSize = "medium") =>
  classNames(
    "inline-flex items-center justify-center rounded-md border text-center font-semibold print:hidden",
    VARIANT[variant],
    SIZE[size],
  );
