import { type Choices, readChoices } from "@/lib/achievements/reference-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";

/** What the form of a tier can name: kinds of activity for its filter, and the rest for its extra criteria. */
export async function tierFormChoices(ctx: Ctx): Promise<Choices> {
  authorize(ctx, "tiers:write");
  requireModule(ctx, "recognition_tiers");
  return readChoices(ctx);
}
