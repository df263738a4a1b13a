import { randomUUID } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** A mail server of this machine alone that takes everything; each mail is a file of the folder, whole or not there. */
export async function catchMail(port: number, folder: string): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData: (stream, _session, done) => {
      text(stream).then((mail) => {
        const name = join(folder, `${Date.now()}-${randomUUID()}`);
        writeFileSync(`${name}.part`, mail);
        renameSync(`${name}.part`, `${name}.eml`);
        done();
      }, done);
    },
  });
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  return server;
}
