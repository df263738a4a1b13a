type Step = Readonly<Record<string, string | number>>;

const step = (name: string, display_order: number, criteria_threshold: number, more: Step): Step => ({
  name,
  display_order,
  criteria_threshold,
  icon_key: "medal",
  color_token: ["bronze", "silver", "gold"][display_order - 1] ?? "gold",
  ...more,
});

const YEAR = { criteria_type: "activity_count", award_period: "annual" };
const QUARTER = { criteria_type: "activity_hours", award_period: "seasonal" };
const SERVICE = { criteria_type: "membership_years", award_period: "lifetime", icon_key: "laurel" };

/** Each organisation's ladder, with the attributes of seed 001: by activities of a year, hours of a quarter, years of service. */
export const LADDERS = {
  nhf: [
    step("Bronse", 1, 10, { ...YEAR, description: "Ti aktiviteter i løpet av et kalenderår." }),
    step("Sølv", 2, 20, { ...YEAR, description: "Tjue aktiviteter i løpet av et kalenderår." }),
    step("Gull", 3, 40, { ...YEAR, description: "Førti aktiviteter i løpet av et kalenderår." }),
  ],
  hlf: [
    step("Bronse", 1, 3, { ...QUARTER, description: "Tre timer som likeperson i et kvartal." }),
    step("Sølv", 2, 6, { ...QUARTER, description: "Seks timer som likeperson i et kvartal." }),
    step("Gull", 3, 12, { ...QUARTER, description: "Tolv timer som likeperson i et kvartal." }),
  ],
  blindeforbundet: [
    step("Fem år", 1, 5, { ...SERVICE, color_token: "bronze", description: "Likeperson i fem år." }),
    step("Ti år", 2, 10, { ...SERVICE, color_token: "silver", description: "Likeperson i ti år." }),
    step("Tjue år", 3, 20, { ...SERVICE, color_token: "gold", description: "Likeperson i tjue år." }),
  ],
} as const;
