import { writtenEffect } from "@/app/o/[org]/activity/written-effects";
import { authorize } from "@/lib/context";
import { voidPreviewInput } from "@/lib/evaluation/void-preview-schema";
import { previewVoid } from "@/lib/evaluation/void-preview-service";
import { internal } from "@/lib/http/internal-route";
import { parse } from "@/lib/validation";

/** What voiding a fact would change, as finished sentences: `{ lines: […] }`, empty when nothing changes. */
export const GET = internal(async (ctx, query) => {
  authorize(ctx, "facts:write");
  const input = parse(voidPreviewInput, { fact: query.get("fact"), id: query.get("id") });
  return { lines: await writtenEffect(await previewVoid(ctx, input)) };
});
