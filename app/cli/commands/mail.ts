import type { Readable } from "node:stream";
import { LARGEST_REPORT } from "@/lib/notifications/bounce-report";
import { recordLateBounce } from "@/lib/notifications/late-bounce-service";
import { type CommandTable, command } from "../command";

const bounce = command({
  usage: "mail bounce < MESSAGE",
  isCalledAgain: true,
  run: async () => recordLateBounce(await beginningOf(process.stdin, LARGEST_REPORT + 1)),
});

/** All is read, as whoever writes into a pipe that nobody reads has failed; no more than so many bytes are kept. */
async function beginningOf(stream: Readable, most: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let left = most;
  for await (const part of stream) {
    const kept = (part as Buffer).subarray(0, left);
    left -= kept.length;
    if (kept.length > 0) parts.push(kept);
  }
  return Buffer.concat(parts);
}

export const commands: CommandTable = { bounce };
