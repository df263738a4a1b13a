import type { Actor } from "@/lib/context";
import { asPlatform } from "@/lib/db";
import { authorizePlatform } from "@/lib/organizations/platform-service";

export type GivenUp = Readonly<{
  id: string;
  /** The queue it was in. */
  name: string;
  organization: string | null;
  tries: number;
  givenUpAt: Date;
  /** What it failed with: an `AppError` as code and message, or the words of a bug. */
  output: Readonly<{ key?: unknown; values?: unknown; message?: unknown }> | null;
}>;

const SHOWN = 100;

/** The newest jobs of all organisations that the queue gave up on and nobody has tried again; at most a hundred. */
export async function listGivenUp(actor: Actor): Promise<GivenUp[]> {
  authorizePlatform(actor);
  return asPlatform(
    (tx) => tx.$queryRaw<GivenUp[]>`
      SELECT j.id, j.name, o.name AS organization, j.tries, j.given_up_at AS "givenUpAt", j.output
      FROM jobs.given_up(${SHOWN}::integer) j LEFT JOIN organizations o ON o.id = j.organization_id
      ORDER BY j.given_up_at DESC, j.id`,
  );
}
