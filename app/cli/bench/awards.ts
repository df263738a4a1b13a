import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { compare, type Measurement, timed } from "./measure";
import { asSuperuser, oulad, type Stage } from "./stage";

/** All of OULAD's awards made anew, each with the rules it met and its audit entry, against one bare INSERT … SELECT. */
export async function awards(stage: Stage): Promise<Measurement[]> {
  const ctx = await oulad(stage);
  await evaluateEverybody(ctx);
  const id = ctx.organization.id;
  await asSuperuser(stage, (client) =>
    client.query("CREATE TABLE awards_kept AS SELECT * FROM earned_badges WHERE organization_id = $1", [id]),
  );
  const ours = async () => {
    await asSuperuser(stage, (client) => client.query("TRUNCATE earned_badges CASCADE"));
    return timed(() => evaluateEverybody(ctx));
  };
  const baseline = () =>
    asSuperuser(stage, async (client) => {
      await client.query("CREATE TABLE awards_copy (LIKE earned_badges INCLUDING ALL)");
      const ms = await timed(() => client.query("INSERT INTO awards_copy SELECT * FROM awards_kept"));
      await client.query("DROP TABLE awards_copy");
      return ms;
    });
  const name = "39,570 awards evaluated and made : INSERT … SELECT into a copy";
  return [await compare({ group: "awards", name, bound: { atMost: 2 }, ours, baseline, repetitions: 3 })];
}
