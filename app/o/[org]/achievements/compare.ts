import type * as z from "zod";
import type { Comparison } from "@/components/achievements/changed-meanwhile";
import { getAchievementDetails } from "@/lib/achievements/detail-queries";
import type { StoredDefinition } from "@/lib/achievements/difference-rules";
import { type AchievementForm, definitionOf, formOf } from "@/lib/achievements/form-rules";
import { getAchievement } from "@/lib/achievements/queries";
import { achievementInput, type achievementUpdate } from "@/lib/achievements/schema";
import type { Ctx } from "@/lib/context";
import { writtenDifference } from "./written-difference";

/**
 * A definition as the form has it, and which state of it that is. Changed between the two reads, it is newer than the
 * state it claims, and saving it is then refused: nothing is written over unseen.
 */
export async function openForm(ctx: Ctx, id: string): Promise<{ form: AchievementForm; revision: number }> {
  const details = await getAchievementDetails(ctx, { id });
  const achievement = await getAchievement(ctx, { id });
  return { form: formOf({ ...achievement, ...details }), revision: details.revision };
}

/** In the names of the table, so that two definitions compare field by field. */
const storedOf = ({ course, ...definition }: Record<string, unknown>): StoredDefinition =>
  Object.fromEntries(
    Object.entries({ ...definition, courseId: course }).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

/** What is saved now beside what somebody wants to save, with the differences in the reader's words. */
export async function compareWithSaved(
  ctx: Ctx,
  { id, revision: _opened, ...mine }: z.output<typeof achievementUpdate>,
): Promise<Comparison> {
  const { form: theirs, revision } = await openForm(ctx, id);
  const write = await writtenDifference(ctx.organization.timeZone);
  const saved = definitionOf(theirs);
  const rows = write(storedOf(achievementInput.safeParse(saved).data ?? saved), storedOf(mine));
  return { rows, theirs, revision };
}
