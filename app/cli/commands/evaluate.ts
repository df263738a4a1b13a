import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { organizationContext } from "@/lib/organizations/context-queries";
import { type CommandTable, command } from "../command";

const evaluate = command({
  usage: "evaluate --org S [--dry-run]",
  options: { org: { type: "string", required: true }, "dry-run": { type: "boolean" } },
  async run(values) {
    const ctx = await organizationContext({ slug: values.org }, { kind: "command" });
    return await evaluateEverybody(ctx, { dryRun: values["dry-run"] });
  },
});

export const commands: CommandTable = { "": evaluate };
