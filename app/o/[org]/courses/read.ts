import "server-only";
import { cache } from "react";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getCourse } from "@/lib/facts/course-queries";
import { factId } from "@/lib/facts/schema";

/** The course an address names; what is no id is not found either. */
export const readCourse = cache(async (ctx: Ctx, id: string) => {
  const known = factId.safeParse({ id });
  if (!known.success) throw notFound("course");
  return getCourse(ctx, known.data.id);
});
