import { classNames } from "@/components/ui/class-names";

export type InputWidth = "full" | "medium" | "short" | "tiny";

/** The width hints at the length of the answer. */
const WIDTH: Record<InputWidth, string> = {
  full: "w-full max-w-xl",
  medium: "w-full max-w-xs",
  short: "w-32",
  tiny: "w-20",
};

export const inputStyle = (width: InputWidth = "full", hasError = false) =>
  classNames(
    "block min-h-10 rounded-md border bg-surface px-3 py-1.5 text-ink",
    WIDTH[width],
    hasError ? "border-2 border-danger" : "border-control",
  );
