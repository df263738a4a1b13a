import type { Metal } from "@/lib/achievements/icon-keys";

/** The metal of a rim, on whatever holds what is drawn in it. */
export const RIM: Record<Metal, string> = {
  gold: "",
  silver:
    "[--ds-rim-dark:var(--ds-silver-dark)] [--ds-rim-light:var(--ds-silver-light)] [--ds-rim:var(--ds-silver)]",
  bronze:
    "[--ds-rim-dark:var(--ds-bronze-dark)] [--ds-rim-light:var(--ds-bronze-light)] [--ds-rim:var(--ds-bronze)]",
};
