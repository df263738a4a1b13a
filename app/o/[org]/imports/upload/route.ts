import { getTranslations } from "next-intl/server";
import { requireContext } from "@/lib/auth/session";
import { AppError, type ErrorCode, msg } from "@/lib/errors";
import { reportBug } from "@/lib/http/bug";
import { refuseOtherOrigins } from "@/lib/http/same-origin";
import { translateMessage } from "@/lib/i18n/translate-message";
import { type ImportResult, importFile, mayImport } from "@/lib/imports/import-service";
import { withReceivedFile } from "@/lib/imports/receive-file";
import { MAX_FILE_BYTES } from "@/lib/imports/rules";
import type { Remark } from "@/lib/imports/run-service";
import { type UploadAnswer, uploadQuery, type WrittenRemark } from "@/lib/imports/schema";
import type { Result } from "@/lib/result";
import { parse } from "@/lib/validation";

type Context = { params: Promise<{ org: string }> };

const SHOWN = 200;

const STATUS = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 404,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/**
 * Takes a file as the body of the request. A route and not an action, because an action's body is held in memory;
 * so it looks itself where the request comes from, as actions do.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  try {
    refuseOtherOrigins(request);
    const ctx = await requireContext(org);
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const { kind, name, dryRun } = parse(uploadQuery, query);
    mayImport(ctx, kind);
    const result = await withReceivedFile(request, (path) =>
      importFile(ctx, { kind, dryRun, path, fileName: name }),
    );
    return Response.json({ ok: true, data: await written(result) } satisfies Result<UploadAnswer>);
  } catch (error) {
    return refusal(error, request);
  }
}

async function written({ id, rejected, warnings, ...counts }: ImportResult): Promise<UploadAnswer> {
  const t = await getTranslations("errors");
  const write = ({ line, field, reason }: Remark): WrittenRemark => ({
    line,
    column: field,
    reason: translateMessage(t, reason, field ?? undefined),
  });
  return {
    id,
    ...counts,
    rejected: rejected.length,
    warned: warnings.length,
    remarks: rejected.slice(0, SHOWN).map(write),
    warnings: warnings.slice(0, SHOWN).map(write),
  };
}

function refusal(error: unknown, request: Request): Response {
  const known =
    error instanceof AppError
      ? error
      : new AppError("unavailable", msg("system.bug", { id: reportBug(error) }));
  const { code, text, fields } = known;
  const isTooBig = text.key === "imports.fileTooBig" || isDeclaredTooBig(request);
  const status = error instanceof AppError ? (isTooBig ? 413 : STATUS[code]) : 500;
  const body: Result<never> = { ok: false, error: { code, text, fields } };
  return Response.json(body, { status });
}

const isDeclaredTooBig = ({ headers }: Request) =>
  Number(headers.get("content-length") ?? 0) > MAX_FILE_BYTES;
