import type { BackpackProblem } from "@/lib/backpacks/rules";

/** The other backpack said no, or nothing that can be used, or nothing at all. */
export class BackpackFailure extends Error {
  constructor(
    readonly problem: BackpackProblem,
    readonly status: number | null = null,
    options?: ErrorOptions,
  ) {
    super(problem, options);
    this.name = "BackpackFailure";
  }
}

export const isBusy = (status: number): boolean => status === 429 || status >= 500;
