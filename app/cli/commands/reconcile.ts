import { reconcileEverybody } from "@/lib/evaluation/reconcile-service";
import { organizationContext } from "@/lib/organizations/context-queries";
import { type CommandTable, command } from "../command";

const reconcile = command({
  usage: "reconcile --org S [--dry-run]",
  options: { org: { type: "string", required: true }, "dry-run": { type: "boolean" } },
  async run(values) {
    const ctx = await organizationContext({ slug: values.org }, { kind: "command" });
    return await reconcileEverybody(ctx, { dryRun: values["dry-run"] });
  },
});

export const commands: CommandTable = { "": reconcile };
