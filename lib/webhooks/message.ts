import { Webhook } from "standardwebhooks";
import { Unreadable } from "@/lib/encryption";
import { type Answer, OutboundError, type Outgoing, send } from "@/lib/http/outbound";
import type { DeliveryProblem } from "@/lib/webhooks/rules";
import { openSecret } from "@/lib/webhooks/secret";

/** All of an answer that is read: its status is what counts. */
const ANSWER_BYTES = 4_096;
const MILLISECONDS = 10_000;

export type Sealed = Readonly<{
  webhookId: string;
  organizationId: string;
  url: string;
  secret: Uint8Array;
  eventId: string;
  payload: object;
  /** Now, for the signature. */
  at: Date;
}>;

export type Outcome = Readonly<{ status: number | null; problem: DeliveryProblem | null }>;

/**
 * Posts a message as Standard Webhooks says: the same `webhook-id` each time it is tried, signed anew. It arrived when
 * the answer is 2xx; anything else is a problem and never thrown.
 */
export async function post(message: Sealed): Promise<Outcome> {
  try {
    const answer = await send(signed(message), { milliseconds: MILLISECONDS, bytes: ANSWER_BYTES });
    return { status: answer.status, problem: problemOf(answer) };
  } catch (error) {
    if (error instanceof OutboundError) return { status: null, problem: error.problem };
    if (error instanceof Unreadable) return { status: null, problem: "secret" };
    throw error;
  }
}

function signed({ url, secret, organizationId, webhookId, eventId, payload, at }: Sealed): Outgoing {
  const body = JSON.stringify(payload);
  const signature = new Webhook(openSecret(secret, organizationId, webhookId)).sign(eventId, at, body);
  return {
    method: "POST",
    url,
    body,
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "webhook-id": eventId,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": signature,
    },
  };
}

function problemOf({ status }: Answer): DeliveryProblem | null {
  if (status >= 200 && status < 300) return null;
  if (status === 410) return "gone";
  return status >= 300 && status < 400 ? "redirect" : "status";
}
