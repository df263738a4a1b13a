import { exportAwards } from "@/lib/exports/award-queries";
import { exportCertifications } from "@/lib/exports/certification-queries";
import { awardExport, certificationExport, tierAssignmentExport } from "@/lib/exports/schema";
import { exportTierAssignments } from "@/lib/exports/tier-assignment-queries";
import { organizationContext } from "@/lib/organizations/context-queries";
import { parse } from "@/lib/validation";
import { type CommandTable, command, TextOutput } from "../command";

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

export const commands: CommandTable = { awards, certifications, "tier-assignments": tierAssignments };
