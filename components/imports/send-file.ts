import { callAction } from "@/components/form/call-action";
import type { UploadAnswer } from "@/lib/imports/schema";
import type { Result } from "@/lib/result";

type Upload = Readonly<{ url: string; kind: string; file: File; dryRun: boolean }>;

/** Sends a file as the body of a request; an answer that is none of ours becomes a Result that says it failed. */
export function sendFile({ url, kind, file, dryRun }: Upload): Promise<Result<UploadAnswer>> {
  return callAction(async () => {
    const query = new URLSearchParams({ kind, name: file.name, dryRun: dryRun ? "1" : "0" });
    const response = await fetch(`${url}?${query}`, { method: "POST", body: file });
    if (!response.headers.get("content-type")?.startsWith("application/json")) {
      throw new Error(`the server answered ${response.status}`);
    }
    return (await response.json()) as Result<UploadAnswer>;
  });
}
