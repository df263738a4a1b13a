import * as z from "zod";
import { dayOf, startOfDay } from "@/lib/badges/rules";
import { sweepCertifications } from "@/lib/certifications/expiry-service";
import type { Ctx } from "@/lib/context";
import { organizationContext } from "@/lib/organizations/context-queries";
import { isOfOurTimes, parse } from "@/lib/validation";
import { type CommandTable, command } from "../command";

const asOfInput = z.strictObject({ asOf: z.iso.date().refine(isOfOurTimes, "field.ourTimes").optional() });

const sweep = command({
  usage: "sweep --org S [--as-of YYYY-MM-DD]",
  options: {
    org: { type: "string", required: true },
    // As it will be when that day begins in the organisation's time zone; what is swept stays swept.
    "as-of": { type: "string" },
  },
  async run(values) {
    const { asOf } = parse(asOfInput, { asOf: values["as-of"] });
    const ctx = await organizationContext({ slug: values.org }, { kind: "command" });
    return await sweepCertifications(asOf ? beginningOf(asOf, ctx) : ctx);
  },
});

/** Today is now. */
function beginningOf(day: string, ctx: Ctx): Ctx {
  const { timeZone } = ctx.organization;
  return day === dayOf(new Date(), timeZone).toString() ? ctx : { ...ctx, asOf: startOfDay(day, timeZone) };
}

export const commands: CommandTable = { "": sweep };
