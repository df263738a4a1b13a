"use server";
import { revalidatePath } from "next/cache";
import type { Ctx } from "@/lib/context";
import { createCourse, updateCourse } from "@/lib/facts/course-service";
import { correctRegistration, recordRegistration, voidRegistration } from "@/lib/facts/registration-service";
import {
  courseCorrection,
  courseInput,
  registrationCorrection,
  registrationInput,
  voidInput,
} from "@/lib/facts/schema";
import { action } from "@/lib/http/action";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/courses`, "layout");

export const create = action(courseInput, async (ctx, input) => {
  const made = await createCourse(ctx, input);
  changed(ctx);
  return made;
});

export const update = action(courseCorrection, async (ctx, input) => {
  await updateCourse(ctx, input);
  changed(ctx);
});

export const register = action(registrationInput, async (ctx, input) => {
  const made = await recordRegistration(ctx, input);
  changed(ctx);
  return made;
});

export const correct = action(registrationCorrection, async (ctx, input) => {
  await correctRegistration(ctx, input);
  changed(ctx);
});

export const voidOne = action(voidInput, async (ctx, input) => {
  await voidRegistration(ctx, input);
  changed(ctx);
});
