import { exportAwards } from "@/lib/exports/award-queries";
import { exportCertifications } from "@/lib/exports/certification-queries";
import { awardExport, certificationExport } from "@/lib/exports/schema";
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

export const commands: CommandTable = { awards, certifications };
