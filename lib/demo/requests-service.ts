import type { Temporal } from "temporal-polyfill";
import type { Ctx } from "@/lib/context";
import type { DemoPlan } from "@/lib/demo/plan";
import { reportMistake } from "@/lib/mistakes/report-service";
import { askForPause } from "@/lib/pauses/request-service";

/** What waits for a coordinator: somebody says that an activity of theirs is missing, and asks for a pause. */
export async function askForThings(
  plan: DemoPlan,
  ctx: Ctx,
  { users, today }: Readonly<{ users: ReadonlyMap<string, string>; today: Temporal.PlainDate }>,
): Promise<void> {
  const mentor = plan.people.find(({ role }) => role === "peer_mentor");
  const userId = users.get(mentor?.person ?? "");
  if (!mentor || !userId) return;
  const own: Ctx = { ...ctx, actor: { kind: "user", userId, role: "peer_mentor", name: mentor.name } };
  await reportMistake(own, {
    subject: "missing",
    text: "Jeg hadde et hjemmebesøk tirsdag for to uker siden, men det står ikke her.",
    idempotencyKey: userId,
  });
  await askForPause(own, {
    startsOn: today.add({ days: 3 }).toString(),
    endsOn: today.add({ days: 24 }).toString(),
    idempotencyKey: userId,
  });
}
