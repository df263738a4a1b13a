import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type MailServer = Readonly<{
  url: string;
  port: number;
  /** What it has accepted, or has been given and sits on. */
  mails: readonly Email[];
  /** Whom each of these came from by its envelope: where it would go back to. */
  senders: readonly string[];
  /** The next mail that comes in. */
  next: () => Promise<Email>;
  /** Goes away as a machine does that loses its power: without a word to whoever is connected. */
  close: () => Promise<void>;
}>;

type Behaviour = Readonly<{
  port?: number;
  /** Refuses a recipient with this answer. */
  refuse?: (recipient: string) => { code: number; text: string } | null;
  /** Takes the whole mail and then says nothing. */
  isSilent?: boolean;
}>;

/** A real SMTP server on this machine that catches mail. */
export async function startMailServer({
  port = 0,
  refuse,
  isSilent = false,
}: Behaviour = {}): Promise<MailServer> {
  const mails: Email[] = [];
  const senders: string[] = [];
  const waiting: ((mail: Email) => void)[] = [];
  const options: SMTPServerOptions = {
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo({ address }, _session, answer) {
      const refusal = refuse?.(address);
      answer(refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null);
    },
    onData(stream, { envelope }, answer) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", async () => {
        const mail = await PostalMime.parse(Buffer.concat(parts));
        mails.push(mail);
        senders.push(envelope.mailFrom ? envelope.mailFrom.address : "");
        waiting.shift()?.(mail);
        if (!isSilent) answer();
      });
    },
  };
  const server = new SMTPServer(options);
  // A client that is killed in the middle of a mail is no problem of the server's.
  server.on("error", () => undefined);
  const sockets = new Set<Socket>();
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    mails,
    senders,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
