import type { Actor } from "@/lib/context";
import { asPlatform } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { recordOutside } from "@/lib/events/record-outside";
import { authorizePlatform } from "@/lib/organizations/platform-service";

/** Files a job that was given up on once more, under its own name. Throws `not_found` when somebody did so already. */
export async function retryGivenUp(actor: Actor, { id }: { id: string }): Promise<void> {
  authorizePlatform(actor);
  await asPlatform(async (tx) => {
    const [{ name }] = await tx.$queryRaw<[{ name: string | null }]>`
      SELECT jobs.retry_given_up(${id}::uuid) AS name`;
    if (name === null) throw notFound("job");
    await recordOutside(
      tx,
      actor,
      "installation.job_retried",
      { type: "installation", id: null },
      { after: { name } },
    );
  });
}
