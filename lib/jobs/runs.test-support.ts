import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import type { Advance, OpenWork, Work } from "@/lib/jobs/run-chunks";
import { runJob } from "@/lib/jobs/run-job";
import { startRun } from "@/lib/jobs/run-service";
import type { RunState } from "@/lib/jobs/run-state-queries";
import type { TestDatabase } from "@/lib/testing/database";

/** Chunks of the work that tests count. */
export const ALL = 10;
export type Hook = (at: number, run: RunState) => Promise<void> | void;

/** Writes one course for each chunk, so that effects can be counted; the hook is called inside the transaction. */
export const counting = (hook: Hook = () => undefined): OpenWork => {
  const chunk: Work["chunk"] = async (tx, ctx, run): Promise<Advance> => {
    const at = Number(run.cursor?.at ?? 0);
    await tx.course.createMany({
      data: { organizationId: ctx.organization.id, code: `K${at}`, title: "Kurs" },
    });
    await hook(at, run);
    const made = Number(run.result.made ?? 0) + 1;
    return { next: at + 1 === ALL ? null : { at: at + 1 }, done: at + 1, result: { made } };
  };
  return async () => ({ chunk });
};

/** What a test does with the runs of one organisation, and sees of them. */
export function runsOf(database: Pick<TestDatabase, "everything">, ctx: Ctx) {
  const read = async (sql: string, id: string) => (await database.everything.query(sql, [id])).rows;
  return {
    start: (options: Parameters<typeof startRun>[4] = { total: ALL }) =>
      inTenant(ctx, (tx) => startRun(tx, ctx, "reconcile", {}, options)),
    work: (runId: string, open: OpenWork, signal = new AbortController().signal) =>
      runJob({
        context: async () => ({ ...ctx, actor: { kind: "system" } }),
        runId,
        works: { reconcile: open },
        signal,
      }),
    row: async (id: string) => (await read("SELECT * FROM job_runs WHERE id = $1", id))[0],
    effects: async () =>
      (await read("SELECT code FROM courses WHERE organization_id = $1", ctx.organization.id)).length,
    /** By how many seconds each wake-up was put off. */
    woken: async (id: string) =>
      (
        await read(
          "SELECT extract(epoch FROM start_after - created_on)::int AS delay FROM pgboss.job WHERE data ->> 'runId' = $1 ORDER BY created_on",
          id,
        )
      ).map(({ delay }) => delay),
    events: async (id: string) =>
      (await read("SELECT action, actor_kind FROM audit_log WHERE subject_id = $1 ORDER BY seq", id)).map(
        ({ action, actor_kind }) => `${action} ${actor_kind}`,
      ),
  };
}
