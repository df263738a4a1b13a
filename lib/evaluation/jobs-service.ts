import { inTenant } from "@/lib/db";
import { evaluateRequested } from "@/lib/evaluation/evaluate";
import { requestEverybody } from "@/lib/evaluation/requests-service";
import { orderEvaluation } from "@/lib/evaluation/runs-service";
import { enqueue } from "@/lib/jobs/queue";
import { readRun } from "@/lib/jobs/run-state-queries";
import { organizationContext } from "@/lib/organizations/context-queries";

type Payload = Readonly<{ organizationId: string }>;

/** The job `evaluation.run`. */
export async function runRequested({ organizationId }: Payload, signal: AbortSignal): Promise<void> {
  await evaluateRequested(await organizationContext({ id: organizationId }, { kind: "system" }), signal);
}

/**
 * The job `evaluation.run-all`: starts the run that evaluates everybody. One that has begun already may have passed
 * people before what this was asked for, such as a new achievement, so then everybody is to be looked at once more.
 */
export async function runEverybody({ organizationId }: Payload): Promise<void> {
  const ctx = await organizationContext({ id: organizationId }, { kind: "system" });
  await inTenant(ctx, async (tx) => {
    const { id, isNew } = await orderEvaluation(tx, ctx);
    if (isNew || (await readRun(tx, ctx, id))?.status === "queued") return;
    await requestEverybody(tx, ctx);
    await enqueue(tx, "evaluation.run", { organizationId });
  });
}
