import * as z from "zod";
import { createGlobalAdmin } from "@/lib/organizations/global-admin-service";
import { memberEmail } from "@/lib/people/schema";
import { parse } from "@/lib/validation";
import { type CommandTable, command } from "../command";

const input = z.strictObject({ "global-admin": memberEmail });

const create = command({
  usage: "user create --global-admin EMAIL",
  options: { "global-admin": { type: "string", required: true } },
  async run(values) {
    const email = parse(input, values)["global-admin"];
    const { userId, link } = await createGlobalAdmin({ kind: "command" }, email);
    return { id: userId, email, passwordLink: link.url, expiresAt: link.expiresAt };
  },
});

export const commands: CommandTable = { create };
