import type * as z from "zod";
import { standingSql } from "@/lib/badges/standing-queries";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { csvOf } from "@/lib/exports/csv";
import type { awardExport } from "@/lib/exports/schema";
import { Prisma } from "@/lib/generated/prisma/client";

const PAGE = 5_000;

const COLUMNS = [
  "person",
  "achievement",
  "occurrence",
  "status",
  "source",
  "awarded_at",
  "met_on",
  "expires_at",
  "revoked_at",
  "reason",
] as const;

/** `at` and `id`: the place in the order, where the next page goes on. */
type Row = Record<(typeof COLUMNS)[number], string | null> & { at: string; id: string };
type Place = Pick<Row, "at" | "id">;

/**
 * Earned badges as CSV, oldest first, read in pages so that a million need no memory. The person as they were
 * imported (reference, else e-mail, else id), the achievement by key, times in UTC, days of the organisation's
 * calendar; `reason` is why it was revoked for a revoked badge, and why it was awarded for any other.
 */
export function exportAwards(ctx: Ctx, filter: z.output<typeof awardExport>): AsyncGenerator<string> {
  authorize(ctx, "badges:read");
  return csvOf(COLUMNS, pages(ctx, filter.status));
}

async function* pages(ctx: Ctx, status: string | undefined): AsyncGenerator<readonly Row[]> {
  let after: Place = { at: "-infinity", id: "00000000-0000-0000-0000-000000000000" };
  for (;;) {
    const rows = await inTenant(ctx, (tx, now) => tx.$queryRaw<Row[]>(page(ctx, status, after, now)), {
      timeout: 120_000,
    });
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last;
  }
}

const iso = (column: string) =>
  Prisma.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

const page = (ctx: Ctx, status: string | undefined, after: Place, now: Date) => Prisma.sql`
  SELECT * FROM (
    SELECT e.id, e.awarded_at::text AS at, e.awarded_at AS place, coalesce(m.external_ref, m.email, m.user_id::text) AS person, a.key AS achievement, e.occurrence,
      ${standingSql("e", now)} AS status,
      e.source::text AS source, ${iso("e.awarded_at")} AS awarded_at, e.met_on::text AS met_on,
      ${iso("e.expires_at")} AS expires_at, ${iso("e.revoked_at")} AS revoked_at,
      coalesce(e.revocation_reason, e.decision_reason, e.reason) AS reason
    FROM earned_badges e
    JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = e.user_id
    JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
    WHERE e.organization_id = ${ctx.organization.id}::uuid AND (e.awarded_at, e.id) > (${after.at}::timestamptz, ${after.id}::uuid)
  ) award
  WHERE ${status === undefined ? Prisma.sql`true` : Prisma.sql`award.status = ${status}`}
  ORDER BY award.place, award.id LIMIT ${PAGE}`;
