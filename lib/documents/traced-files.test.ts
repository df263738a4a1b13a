import { cpSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { certificatePage } from "@/lib/documents/certificate-data";
import { orderOf } from "@/lib/documents/certificate-pdf";
import { noPictures, READ_AT, sampleCertificate, sampleCtx } from "@/lib/documents/sample.test-support";
import { repositoryRoot } from "@/lib/env";

let image: string;
beforeEach(() => {
  image = mkdtempSync(join(tmpdir(), "heder-image-"));
});
afterEach(() => rmSync(image, { recursive: true, force: true }));

/** What next.config.js adds to the container image, beside what tracing finds by itself, in a folder of its own. */
async function copyIncluded(): Promise<void> {
  const { default: config } = await import(pathToFileURL(join(repositoryRoot, "next.config.js")).href);
  const patterns: readonly string[] = config.outputFileTracingIncludes["/*"];
  for (const path of globSync(patterns, { cwd: repositoryRoot })) {
    cpSync(join(repositoryRoot, path), join(image, path), { recursive: true });
  }
}

function setIn(folder: string, order: object): Promise<{ bytes?: Uint8Array; error?: string }> {
  const worker = new Worker(pathToFileURL(join(folder, "lib", "documents", "typst-worker.mjs")));
  return new Promise<{ bytes?: Uint8Array; error?: string }>((answered, failed) => {
    worker.once("message", answered).once("error", failed);
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}

test.each(["certificate", "card"] as const)(
  "the image takes everything along that a %s is set with",
  async (format) => {
    await copyIncluded();
    const pages = [certificatePage(sampleCtx.organization, sampleCertificate(), noPictures)];
    const setting = { pictures: noPictures, format, readAt: READ_AT, title: "Bevis" };
    const order = { ...orderOf(sampleCtx, pages, setting), createdAt: READ_AT.getTime() / 1000 };
    const { bytes, error } = await setIn(image, order);
    expect(error).toBeUndefined();
    expect(
      Buffer.from(bytes ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  },
);
