import type { z } from "zod";
import type { CertificationStatus } from "@/lib/certifications/rules";
import type { certificationId } from "@/lib/certifications/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";

/** What the record holds of one change of a certificate. Dates are ISO texts, as they were recorded. */
export type RecordedState = Readonly<{
  status?: CertificationStatus;
  issuedAt?: string;
  expiresAt?: string | null;
  reason?: string;
  certificateNumber?: string;
}>;

export type CertificationEntry = Readonly<{
  at: Date;
  /** `corrected`, `expiring_soon`, … as in lib/certifications/changes-service.ts; `succeeded` is the renewal that follows. */
  event: string;
  actorKind: "user" | "system" | "command" | "api_key";
  /** Null for jobs and the command line, and for people the organisation does not know. */
  actorName: string | null;
  /** A global admin need not be known to the organisation. */
  isGlobalAdmin: boolean;
  before: RecordedState;
  after: RecordedState;
}>;

/** Everything that was recorded about one certificate, oldest first; an unknown or foreign id has no history. */
export async function certificationHistory(
  ctx: Ctx,
  { id }: z.output<typeof certificationId>,
): Promise<CertificationEntry[]> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<CertificationEntry[]>`
      SELECT l.occurred_at AS at, l.actor_kind::text AS "actorKind", actor.display_name AS "actorName",
        l.actor_role IS NOT DISTINCT FROM 'global_admin' AS "isGlobalAdmin",
        CASE WHEN l.subject_id = c.id THEN split_part(l.action, '.', 2) ELSE 'succeeded' END AS event,
        coalesce(l.before, '{}') AS before, coalesce(l.after, '{}') AS after
      FROM certifications c
      JOIN audit_log l ON l.organization_id = c.organization_id AND l.subject_type = 'certification'
        AND l.subject_id IN (c.id, c.renewed_by_id) AND (l.subject_id = c.id OR l.action = 'certification.renewed')
      LEFT JOIN memberships actor ON actor.organization_id = l.organization_id AND actor.user_id = l.actor_user_id
      WHERE c.organization_id = ${ctx.organization.id}::uuid AND c.id = ${id}::uuid
      ORDER BY l.seq`,
  );
}
