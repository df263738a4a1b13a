import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { numberParts } from "@/lib/certifications/rules";
import { numberedDocument } from "@/lib/documents/documents-queries";
import { callerFolder } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { organizationContext } from "@/lib/organizations/context-queries";
import { type CommandTable, command, UsageError } from "../command";

const certificatePdf = command({
  usage: "certificate-pdf NUMBER --out FILE [--card]",
  word: "NUMBER",
  options: { out: { type: "string", required: true }, card: { type: "boolean" } },
  async run({ out, card }, given) {
    const number = given.trim().toUpperCase();
    const parts = numberParts(number);
    if (!parts) throw notFound("certification");
    const ctx = await organizationContext({ certificatePrefix: parts.prefix }, { kind: "command" });
    const { bytes } = await numberedDocument(ctx, number, card ? "card" : "certificate");
    const file = resolve(callerFolder, out);
    write(file, bytes);
    return { number, file, bytes: bytes.length };
  },
});

function write(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    throw new UsageError(
      `The file ${file} cannot be written: ${error instanceof Error ? error.message : error}`,
    );
  }
}

export const commands: CommandTable = { "": certificatePdf };
