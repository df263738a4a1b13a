import type { Ctx } from "@/lib/context";
import { findPeople } from "@/lib/people/found-queries";
import { compare, type Measurement, median, timed } from "./measure";
import { asSuperuser, type Stage } from "./stage";

const READINGS = 30;
/** As many as the palette shows of a kind. */
const MOST = 6;

/** The same question put to the same index by hand, past the service, the tenant and row-level security. */
const BARE = `
  SELECT user_id, display_name, email, external_ref FROM memberships
  WHERE member_words(organization_id, display_name, email, external_ref) @@ ($2 || ' & ''@' || $1 || '''')::tsquery
    AND organization_id = $1::uuid AND status = 'active'
  ORDER BY display_name, id LIMIT ${MOST}`;

/** What is typed, the same for the index, and whom it finds; everybody is called Person and has a number. */
const TYPED = [
  { text: "pers", query: "'pers':*", found: "everybody" },
  { text: "person 12", query: "'person':* & '12':*", found: "every eightieth" },
  { text: "person 1234", query: "'person':* & '1234':*", found: "a few" },
] as const;

async function readings(read: () => Promise<unknown[]>): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < READINGS; number += 1) {
    times.push(
      await timed(async () => {
        if ((await read()).length === 0) throw new Error("Nobody was found");
      }),
    );
  }
  return median(times);
}

/** People found as somebody types, against the bare query along the same index. */
export function search(stage: Stage, ctx: Ctx): Promise<Measurement[]> {
  return asSuperuser(stage, async (client) => {
    const measurements: Measurement[] = [];
    for (const { text, query, found } of TYPED) {
      const bare = async () => (await client.query(BARE, [ctx.organization.id, query])).rows;
      measurements.push(
        await compare({
          group: "pages",
          name: `"${text}" among ${stage.people} people, which finds ${found} : its bare query`,
          bound: { atMost: 3 },
          ours: () => readings(() => findPeople(ctx, text, MOST)),
          baseline: () => readings(bare),
        }),
      );
    }
    return measurements;
  });
}
