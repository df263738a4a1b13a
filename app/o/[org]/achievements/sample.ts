import type { SampleAward } from "@/components/achievements/message-fields";
import type { Ctx } from "@/lib/context";
import { formats } from "@/lib/i18n/formats";

/** What a message about an award of today would have in it. */
export async function sampleAward({ organization }: Ctx): Promise<SampleAward> {
  const f = await formats(organization.timeZone);
  return { organisation: organization.name, date: f.date(new Date()), link: "https://…" };
}
