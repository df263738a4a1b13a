import type * as z from "zod";
import { requireConfirmed } from "@/lib/certifications/many-parts";
import type { renewManyInput, revokeManyInput } from "@/lib/certifications/many-schema";
import { renewCertification } from "@/lib/certifications/renewal-service";
import { revokeCertification } from "@/lib/certifications/service";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { AppError, type Message, notFound } from "@/lib/errors";

/** What became of one: `problem` says why nothing did. */
export type ManyOutcome = Readonly<{ id: string; problem: Message | null }>;

/**
 * Renews some of what a preview showed, each in a transaction of its own as `renewCertification` does, and tells of
 * each what became of it. The same key renews each once, however often and with whatever others it is sent, so what
 * was cut off half-way goes on where it stopped. Foreign and unknown ones are refused alike. Throws only what is in
 * the way of all of them: `unavailable` while issuing is paused, `forbidden`, `not_found` when none of them is known here,
 * `invalid` for what was not shown, and for many without their number.
 */
export async function renewMany(ctx: Ctx, input: z.output<typeof renewManyInput>): Promise<ManyOutcome[]> {
  authorize(ctx, "certifications:issue");
  requireModule(ctx, "certifications");
  requireConfirmed(ctx, "renew", input);
  const { ids, idempotencyKey } = input;
  return each(ids, (id) => renewCertification(ctx, { id, idempotencyKey: `${idempotencyKey} ${id}` }));
}

/**
 * Revokes some of what a preview showed, with one reason, each in a transaction of its own as `revokeCertification`
 * does: said twice by the same person it happened once. `invalid` as for renewing.
 */
export async function revokeMany(ctx: Ctx, input: z.output<typeof revokeManyInput>): Promise<ManyOutcome[]> {
  authorize(ctx, "certifications:revoke");
  requireModule(ctx, "certifications");
  requireConfirmed(ctx, "revoke", input);
  const { ids, reason } = input;
  return each(ids, (id) => revokeCertification(ctx, { id, reason }));
}

async function each(
  ids: readonly string[],
  change: (id: string) => Promise<unknown>,
): Promise<ManyOutcome[]> {
  const outcomes: ManyOutcome[] = [];
  for (const id of new Set(ids)) {
    const problem = await change(id).then(() => null, problemOf);
    outcomes.push({ id, problem });
  }
  const unknown = notFound("certification");
  if (outcomes.every(({ problem }) => problem?.key === unknown.text.key)) throw unknown;
  return outcomes;
}

function problemOf(error: unknown): Message {
  const isAboutOne = error instanceof AppError && (error.code === "conflict" || error.code === "not_found");
  if (!isAboutOne) throw error;
  return error.text;
}
