import type { Ctx } from "@/lib/context";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { organizationContext } from "@/lib/organizations/context-queries";
import { previewRecalculation, recalculatePeriod } from "@/lib/tiers/close-service";
import { tierPeriodInput } from "@/lib/tiers/schema";
import { parse } from "@/lib/validation";
import { type CommandTable, command } from "../command";

const evaluate = command({
  usage: "evaluate --org S [--dry-run] [--period 2025|2025-Q3]",
  options: {
    org: { type: "string", required: true },
    "dry-run": { type: "boolean" },
    // A period that is over: its tiers alone are worked out anew.
    period: { type: "string" },
  },
  async run(values) {
    const ctx = await organizationContext({ slug: values.org }, { kind: "command" });
    if (values.period !== undefined) return recalculated(ctx, values.period, values["dry-run"]);
    return await evaluateEverybody(ctx, { dryRun: values["dry-run"] });
  },
});

async function recalculated(ctx: Ctx, given: string, isDryRun: boolean): Promise<object> {
  const input = parse(tierPeriodInput, { period: given });
  const began = performance.now();
  const { changed, ...tiers } = await (isDryRun ? previewRecalculation : recalculatePeriod)(ctx, input);
  const seconds = Math.round(performance.now() - began) / 1000;
  return { period: input.period, people: changed.length, tiers, seconds };
}

export const commands: CommandTable = { "": evaluate };
