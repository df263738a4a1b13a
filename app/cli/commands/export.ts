import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { callerFolder } from "@/lib/env";
import { exportAwards } from "@/lib/exports/award-queries";
import { exportCertifications } from "@/lib/exports/certification-queries";
import { awardExport, certificationExport, tierAssignmentExport } from "@/lib/exports/schema";
import { exportTierAssignments } from "@/lib/exports/tier-assignment-queries";
import { EXPORT_FORMATS, type ExportFormat, exportCredentials } from "@/lib/open-badges/export-queries";
import { organizationContext } from "@/lib/organizations/context-queries";
import { parse } from "@/lib/validation";
import { type CommandTable, command, TextOutput, UsageError } from "../command";

const options = { org: { type: "string", required: true }, status: { type: "string" } } as const;
const contextOf = (slug: string) => organizationContext({ slug }, { kind: "command" });

const awards = command({
  usage: "export awards --org S [--status pending_approval|rejected|awarded|revoked|expired]",
  options,
  async run({ org, status }) {
    return new TextOutput(exportAwards(await contextOf(org), parse(awardExport, { status })));
  },
});

const certifications = command({
  usage: "export certifications --org S [--status active|expiring_soon|expired|revoked|superseded]",
  options,
  async run({ org, status }) {
    return new TextOutput(exportCertifications(await contextOf(org), parse(certificationExport, { status })));
  },
});

const tierAssignments = command({
  usage:
    "export tier-assignments --org S [--status assigned|superseded|revoked] [--period 2026|2026-Q4|lifetime]",
  options: { ...options, period: { type: "string" } },
  async run({ org, status, period }) {
    const filter = parse(tierAssignmentExport, { status, period });
    return new TextOutput(exportTierAssignments(await contextOf(org), filter));
  },
});

const isFormat = (text: string): text is ExportFormat => (EXPORT_FORMATS as readonly string[]).includes(text);

const credentials = command({
  usage: "export credentials --org S --format ob2|ob3|jwt|png|svg --out DIR",
  options: {
    org: { type: "string", required: true },
    format: { type: "string", required: true },
    out: { type: "string", required: true },
  },
  async run({ org, format, out }) {
    if (!isFormat(format)) throw new UsageError(`--format is one of ${EXPORT_FORMATS.join(", ")}`);
    const ctx = await contextOf(org);
    const folder = resolve(callerFolder, out);
    let [awards, files] = [0, 0];
    for await (const { name, content, isAward } of exportCredentials(ctx, format)) {
      write(folder, name, content);
      files += 1;
      if (isAward) awards += 1;
    }
    return { folder, awards, files };
  },
});

function write(folder: string, name: string, content: string | Uint8Array): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), content);
  } catch (error) {
    throw new UsageError(`${folder} cannot be written to: ${error instanceof Error ? error.message : error}`);
  }
}

export const commands: CommandTable = {
  awards,
  certifications,
  credentials,
  "tier-assignments": tierAssignments,
};
