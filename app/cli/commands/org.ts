import { setUpOrganization } from "@/lib/achievements/organization-setup-service";
import type { Actor } from "@/lib/context";
import { organizationContext } from "@/lib/organizations/context-queries";
import { newOrganization, pauseInput } from "@/lib/organizations/schema";
import { pauseIssuing, resumeIssuing } from "@/lib/organizations/service";
import { parse } from "@/lib/validation";
import { type CommandTable, command } from "../command";

const operator: Actor = { kind: "command" };

const create = command({
  usage: "org create --slug S --name N --prefix P [--time-zone Z] [--locale nb|nn|en] [--admin EMAIL]",
  options: {
    slug: { type: "string", required: true },
    name: { type: "string", required: true },
    prefix: { type: "string", required: true },
    "time-zone": { type: "string" },
    locale: { type: "string" },
    admin: { type: "string" },
  },
  async run(values) {
    const input = parse(newOrganization, {
      slug: values.slug,
      name: values.name,
      certificatePrefix: values.prefix,
      timeZone: values["time-zone"],
      locale: values.locale,
      adminEmail: values.admin,
    });
    const { passwordLink, ...organization } = await setUpOrganization(operator, input);
    return passwordLink
      ? { ...organization, passwordLink: passwordLink.url, expiresAt: passwordLink.expiresAt }
      : organization;
  },
});

const pause = command({
  usage: "org pause --org S --reason WHY",
  options: { org: { type: "string", required: true }, reason: { type: "string", required: true } },
  async run({ org, reason }) {
    const ctx = await organizationContext({ slug: org }, { kind: "command" });
    await pauseIssuing(ctx, parse(pauseInput, { reason }));
    return { slug: org, paused: true };
  },
});

const resume = command({
  usage: "org resume --org S",
  options: { org: { type: "string", required: true } },
  async run({ org }) {
    await resumeIssuing(await organizationContext({ slug: org }, { kind: "command" }));
    return { slug: org, paused: false };
  },
});

export const commands: CommandTable = { create, pause, resume };
