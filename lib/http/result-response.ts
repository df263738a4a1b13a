import { AppError, msg } from "@/lib/errors";
import { reportBug } from "@/lib/http/bug";
import { PAGE_STATUS } from "@/lib/http/error-status";
import type { Result } from "@/lib/result";

/**
 * Whatever a route that is called like an action threw, as a Result; a bug is logged and becomes an opaque 500 with an
 * id. `isTooBig`: what was sent is more than is read, so a refusal is a 413.
 */
export function refusedResponse(error: unknown, isTooBig: (refused: AppError) => boolean): Response {
  if (!(error instanceof AppError)) {
    return respond(new AppError("unavailable", msg("system.bug", { id: reportBug(error) })), 500);
  }
  return respond(error, isTooBig(error) ? 413 : PAGE_STATUS[error.code]);
}

function respond({ code, text, fields }: AppError, status: number): Response {
  return Response.json({ ok: false, error: { code, text, fields } } satisfies Result<never>, { status });
}
