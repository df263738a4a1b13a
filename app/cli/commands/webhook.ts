import { organizationContext } from "@/lib/organizations/context-queries";
import { parse } from "@/lib/validation";
import { newWebhook } from "@/lib/webhooks/schema";
import { createWebhook } from "@/lib/webhooks/service";
import { type CommandTable, command } from "../command";

const listed = (text: string) =>
  text
    .split(",")
    .map((event) => event.trim())
    .filter(Boolean);

const add = command({
  usage: "webhook add --org S --url U --events certification.revoked,… [--description D]",
  options: {
    org: { type: "string", required: true },
    url: { type: "string", required: true },
    events: { type: "string", required: true },
    description: { type: "string" },
  },
  async run({ org, url, events, description }) {
    const input = parse(newWebhook, { url, events: listed(events), description });
    return createWebhook(await organizationContext({ slug: org }, { kind: "command" }), input);
  },
});

export const commands: CommandTable = { add };
