import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import { inTenant } from "@/lib/db";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { requestEverybody } from "@/lib/evaluation/requests-service";
import { organizationContext } from "@/lib/organizations/context-queries";

type Payload = Readonly<{ organizationId: string }>;

/** The job `evaluation.run`. */
export async function runRequested({ organizationId }: Payload, signal: AbortSignal): Promise<void> {
  await evaluateRequested(await organizationContext({ id: organizationId }, { kind: "system" }), signal);
}

/** The job `evaluation.run-all`. While issuing is paused it leaves a request for everybody, so nothing is forgotten. */
export async function runEverybody({ organizationId }: Payload): Promise<void> {
  const ctx = await organizationContext({ id: organizationId }, { kind: "system" });
  const isPaused = await inTenant(ctx, async (tx) => {
    const paused = await isIssuingPaused(tx, ctx);
    if (paused) await requestEverybody(tx, ctx);
    return paused;
  });
  if (!isPaused) await evaluateEverybody(ctx);
}
