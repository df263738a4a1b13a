import webPush from "web-push";
import { siteAddress } from "@/lib/auth/password-link";
import { decrypt, Unreadable } from "@/lib/encryption";
import { OutboundError, type OutboundProblem, type Outgoing, send } from "@/lib/http/outbound";
import { log } from "@/lib/log";
import type { Device } from "@/lib/notifications/device-schema";
import { vapidKeys } from "@/lib/notifications/vapid";

/** What a device shows: as little as there is to know. `path` is where a press leads. */
export type PushMessage = Readonly<{ id: string; title: string; path: string; language: string }>;

export type PushTarget = Readonly<{ organizationId: string; endpoint: string; keys: Uint8Array }>;

/**
 * `gone`: the browser is there no more, or has given keys that are none. `later`: it was not taken, now. `refused`: it will not be taken. `unknown`: nobody
 * answered in time, so it may be shown.
 */
export type PushProblem = "gone" | "later" | "refused" | "unknown";

/** A device that is off gets it for so long, in seconds. */
const KEPT = 3 * 24 * 60 * 60;
const LIMITS = { milliseconds: 10_000, bytes: 1_024 };

/** Push services want somebody to write to. */
function contact(): string {
  const address = new URL(siteAddress());
  return address.protocol === "https:" ? address.origin : `mailto:heder@${address.hostname}`;
}

/**
 * Hands a message to the push service of a browser, encrypted for that browser alone (RFC 8291): the service sees neither
 * words nor whose they are. Null when it was taken; never throws for what a service answers.
 */
export async function sendPush(
  target: PushTarget,
  message: PushMessage,
  isUrgent: boolean,
): Promise<PushProblem | null> {
  const outgoing = sealed(target, message, isUrgent);
  if (typeof outgoing === "string") return outgoing;
  try {
    const { status } = await send(outgoing, LIMITS);
    return problemOf(status);
  } catch (error) {
    if (error instanceof OutboundError) return OUTBOUND[error.problem];
    throw error;
  }
}

const OUTBOUND: Readonly<Record<OutboundProblem, PushProblem>> = {
  address: "refused",
  name: "later",
  connection: "later",
  certificate: "later",
  timeout: "unknown",
};

type Keys = Device["keys"];

function keysOf({ keys, organizationId }: PushTarget): Keys | null {
  try {
    return JSON.parse(decrypt(keys, "push subscription", organizationId)) as Keys;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function sealed(target: PushTarget, message: PushMessage, isUrgent: boolean): Outgoing | PushProblem {
  const { endpoint } = target;
  const keys = keysOf(target);
  if (!keys) return "refused";
  try {
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys }, JSON.stringify(message), {
      TTL: KEPT,
      urgency: isUrgent ? "high" : "normal",
      contentEncoding: "aes128gcm",
      vapidDetails: { subject: contact(), ...vapidKeys() },
    });
    const written = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
    return { method: "POST", url: endpoint, headers: Object.fromEntries(written), body };
  } catch (error) {
    // Somebody has sent what is no point of the curve: nobody could read it.
    log.warn({ err: error }, "a device has keys that are none");
    return "gone";
  }
}

function problemOf(status: number): PushProblem | null {
  if (status >= 200 && status < 300) return null;
  if (status === 404 || status === 410) return "gone";
  return status === 429 || status >= 500 ? "later" : "refused";
}
