import "server-only";
import { unstable_rethrow } from "next/navigation";
import * as z from "zod";
import { requireContext } from "@/lib/auth/session";
import type { Ctx } from "@/lib/context";
import { AppError, msg } from "@/lib/errors";
import { reportBug } from "@/lib/http/bug";
import type { Result } from "@/lib/result";
import { parse } from "@/lib/validation";

const slug = z.string().max(100);

/** Runs what a server action promises and turns every outcome into a Result; a bug becomes an opaque one with an id. */
export async function toResult<T>(run: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, data: await run() };
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof AppError) {
      return { ok: false, error: { code: error.code, text: error.text, fields: error.fields } };
    }
    const id = reportBug(error);
    return { ok: false, error: { code: "unavailable", text: msg("system.bug", { id }), fields: {} } };
  }
}

/**
 * The browser's only door to a change inside an organisation. Nothing that was posted is trusted: the organisation
 * is resolved for the session, the input goes through the schema, and the service authorises. Bind the slug in the page.
 */
export function action<S extends z.ZodType, T>(schema: S, run: (ctx: Ctx, input: z.output<S>) => Promise<T>) {
  return (organization: string, raw: z.input<S>): Promise<Result<T>> =>
    toResult(async () => {
      const ctx = await requireContext(parse(slug, organization));
      return run(ctx, parse(schema, raw));
    });
}
