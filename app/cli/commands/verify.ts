import { readFileSync, statSync } from "node:fs";
import { LARGEST_IMAGE } from "@/lib/baking/rules";
import { machineAnswer } from "@/lib/credential-check/answer";
import { checkBadge } from "@/lib/open-badges/check-badge";
import { type CommandTable, command } from "../command";

const verify = command({
  usage: "verify FILE [--email E]",
  file: true,
  options: { email: { type: "string" } },
  async run({ email }, file) {
    return machineAnswer(await checkBadge({ bytes: beginningOf(file), email }), "en");
  },
});

/** Of a file that is too large for a badge nothing is read: as many bytes are refused as the file itself would be. */
const beginningOf = (file: string): Uint8Array =>
  statSync(file).size > LARGEST_IMAGE ? new Uint8Array(LARGEST_IMAGE + 1) : readFileSync(file);

export const commands: CommandTable = { "": verify };
