import { badgeFilters } from "@/lib/badges/filter-schema";
import { listBadges } from "@/lib/badges/list-queries";
import type { Ctx } from "@/lib/context";
import { listActivities } from "@/lib/facts/activity-queries";
import { activityFilter } from "@/lib/facts/filter-schema";
import { listPeople } from "@/lib/people/queries";
import { personFilter } from "@/lib/people/schema";
import { compare, type Measurement, median, timed } from "./measure";

const READINGS = 30;

/** Each list as it opens, and the page after it. */
const LISTS: Readonly<Record<string, (ctx: Ctx) => Promise<unknown>>> = {
  badges: async (ctx) => {
    const { next } = await listBadges(ctx, badgeFilters.parse({}));
    return listBadges(ctx, badgeFilters.parse({ after: next ?? undefined }));
  },
  people: async (ctx) => {
    const { next } = await listPeople(ctx, personFilter.parse({}));
    return listPeople(ctx, personFilter.parse({ after: next ?? undefined }));
  },
  activities: async (ctx) => {
    const { next } = await listActivities(ctx, activityFilter.parse({}));
    return listActivities(ctx, activityFilter.parse({ after: next ?? undefined }));
  },
};

async function reading(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < READINGS; number += 1) times.push(await timed(read));
  return median(times);
}

/** The lists of a large organisation against the same lists of a small one, read as their pages read them. */
export async function lists(small: Ctx, large: Ctx, people: string): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const [name, list] of Object.entries(LISTS)) {
    measurements.push(
      await compare({
        group: "lists",
        name: `two pages of ${name}, ${people} people : 1,000 people`,
        bound: { atMost: 1.3 },
        ours: () => reading(() => list(large)),
        baseline: () => reading(() => list(small)),
        repetitions: 3,
      }),
    );
  }
  return measurements;
}
