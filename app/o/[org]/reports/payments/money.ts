import type { Ctx } from "@/lib/context";
import { formats } from "@/lib/i18n/formats";

/** Writes an amount in the reader's language, with decimals where it has some; the currency stands beside it. */
export async function money(ctx: Ctx): Promise<(amount: number) => string> {
  const f = await formats(ctx.organization.timeZone);
  return (amount) => f.number(amount, Number.isInteger(amount) ? 0 : 2);
}
