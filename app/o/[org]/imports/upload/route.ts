import { getTranslations } from "next-intl/server";
import { requireContext } from "@/lib/auth/session";
import { refusedResponse } from "@/lib/http/result-response";
import { refuseOtherOrigins } from "@/lib/http/same-origin";
import { translateMessage } from "@/lib/i18n/translate-message";
import { type ImportResult, importFile, mayImport } from "@/lib/imports/import-service";
import { importFromPage, type StartedImport } from "@/lib/imports/large-service";
import { withReceivedFile } from "@/lib/imports/receive-file";
import { MAX_FILE_BYTES } from "@/lib/imports/rules";
import type { Remark } from "@/lib/imports/run-service";
import { type UploadAnswer, uploadQuery, type WrittenRemark } from "@/lib/imports/schema";
import type { Result } from "@/lib/result";
import { parse } from "@/lib/validation";

type Context = { params: Promise<{ org: string }> };

const SHOWN = 200;

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
    const data = await withReceivedFile(request, async (path) => {
      const given = { kind, path, fileName: name };
      const result = dryRun ? await importFile(ctx, { ...given, dryRun }) : await importFromPage(ctx, given);
      return "runId" in result ? startedRun(result) : written(result);
    });
    return Response.json({ ok: true, data } satisfies Result<UploadAnswer>);
  } catch (error) {
    return refusedResponse(
      error,
      ({ text }) => text.key === "imports.fileTooBig" || isDeclaredTooBig(request),
    );
  }
}

/** A large file is only being read by now: its run says what comes of it. */
const startedRun = ({ id, runId }: StartedImport): UploadAnswer => ({
  id,
  runId,
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  warned: 0,
  remarks: [],
  warnings: [],
});

async function written({ id, rejected, warnings, ...counts }: ImportResult): Promise<UploadAnswer> {
  const t = await getTranslations("errors");
  const write = ({ line, field, reason }: Remark): WrittenRemark => ({
    line,
    column: field,
    reason: translateMessage(t, reason, field ?? undefined),
  });
  return {
    id,
    runId: null,
    ...counts,
    rejected: rejected.length,
    warned: warnings.length,
    remarks: rejected.slice(0, SHOWN).map(write),
    warnings: warnings.slice(0, SHOWN).map(write),
  };
}

const isDeclaredTooBig = ({ headers }: Request) =>
  Number(headers.get("content-length") ?? 0) > MAX_FILE_BYTES;
