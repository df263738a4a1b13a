import { getTranslations } from "next-intl/server";
import { amountText, type Words } from "@/lib/criteria/describe";
import { formats } from "@/lib/i18n/formats";

/** Writes how much somebody has or needs of a rule or a tier, by what is counted, in the reader's language. */
export async function amounts(): Promise<(counted: string, amount: number) => string> {
  const t = await getTranslations("criteria");
  // Its keys are put together as it goes.
  const words = { t: t as unknown as Words["t"], format: await formats() };
  return (counted, amount) => amountText(words, counted, amount);
}
