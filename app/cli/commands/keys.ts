import { KEY_ALGORITHMS } from "@/lib/open-badges/key-material";
import { listKeys } from "@/lib/open-badges/key-queries";
import { rotateKeys } from "@/lib/open-badges/key-service";
import { organizationContext } from "@/lib/organizations/context-queries";
import { type CommandTable, command } from "../command";

const options = { org: { type: "string", required: true } } as const;
const contextOf = (slug: string) => organizationContext({ slug }, { kind: "command" });

const list = command({
  usage: "keys list --org S",
  options,
  async run({ org }) {
    return { keys: await listKeys(await contextOf(org)) };
  },
});

const rotate = command({
  usage: "keys rotate --org S",
  options,
  async run({ org }) {
    return { rotated: await rotateKeys(await contextOf(org), KEY_ALGORITHMS) };
  },
});

export const commands: CommandTable = { list, rotate };
