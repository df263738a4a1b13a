import { type Message, msg } from "@/lib/errors";
import { isTierColour, isTierIcon } from "@/lib/tiers/keys";

export type TierWarning = Readonly<{ field: "colorToken" | "iconKey"; message: Message }>;

/** Seed 001 color_token_format: a token as it stands in a style sheet, such as `gold` or `brand-primary`. */
const TOKEN = /^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$/;

const shown = (text: string) => text.slice(0, 80).toWellFormed();

/** What is doubtful about how a tier looks: told and never refused; the default palette and drawing are shown meanwhile. */
export function tierWarnings(tier: Readonly<{ iconKey: string; colorToken?: string | null }>): TierWarning[] {
  const warnings: TierWarning[] = [];
  if (tier.iconKey && !isTierIcon(tier.iconKey)) {
    warnings.push({ field: "iconKey", message: msg("tiers.iconUnknown", { icon: shown(tier.iconKey) }) });
  }
  if (tier.colorToken && !TOKEN.test(tier.colorToken)) {
    warnings.push({
      field: "colorToken",
      message: msg("tiers.colourFormat", { colour: shown(tier.colorToken) }),
    });
  } else if (tier.colorToken && !isTierColour(tier.colorToken)) {
    warnings.push({
      field: "colorToken",
      message: msg("tiers.colourUnknown", { colour: shown(tier.colorToken) }),
    });
  }
  return warnings;
}
