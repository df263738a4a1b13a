import { Temporal } from "temporal-polyfill";
import { blindeforbundet } from "@/lib/demo/blindeforbundet";
import { hlf } from "@/lib/demo/hlf";
import { nhf } from "@/lib/demo/nhf";
import type { DemoPlan } from "@/lib/demo/plan";

/** Everybody in the demo signs in with this. The demo exists only on the embedded database of one's own machine. */
export const DEMO_PASSWORD = "likeperson i heder";

export const DEMO_GLOBAL_ADMIN = { email: "admin@heder.example", name: "Gro Global" } as const;

/** The three demo organisations as they look on a day (in Oslo). */
export const demoPlans = (today: Temporal.PlainDate): DemoPlan[] => [
  nhf(today),
  hlf(today),
  blindeforbundet(today),
];

export type DemoAccount = Readonly<{
  organization: string | null;
  role: string;
  name: string;
  email: string;
}>;

/** Who can sign in to the demo: the global admin, and one of each role in every organisation. Names do not depend on the day. */
export function demoAccounts(): DemoAccount[] {
  const someDay = Temporal.PlainDate.from("2026-01-01");
  const members = demoPlans(someDay).flatMap((plan) =>
    (["org_admin", "coordinator", "peer_mentor"] as const).flatMap((role) => {
      const one = plan.people.find((person) => person.role === role);
      return one ? [{ organization: plan.slug, role, name: one.name, email: one.email }] : [];
    }),
  );
  return [{ organization: null, role: "global_admin", ...DEMO_GLOBAL_ADMIN }, ...members];
}
