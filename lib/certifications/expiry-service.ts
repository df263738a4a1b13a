import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { record } from "@/lib/events/record";

/**
 * Writes down what time has done (job `certifications.expire`): lapsed certificates become expired, those inside
 * their warning window (the type's days, else the organisation's) expiring_soon. Repeating it changes nothing.
 * Seed 004 auto_expire_past_expiry_date, expiry_warning_notification without the notification.
 */
export async function expireLapsed(ctx: Ctx): Promise<{ expired: number; expiringSoon: number }> {
  authorize(ctx, "certifications:revoke");
  return inTenant(ctx, async (tx, now) => {
    const { id, expiryWarningDays } = ctx.organization;
    const changed = await tx.$queryRaw<{ id: string; status: "expired" | "expiring_soon" }[]>`
      UPDATE certifications c
      SET status = CASE WHEN c.expires_at <= ${now} THEN 'expired' ELSE 'expiring_soon' END::certification_status
      FROM certification_types t
      WHERE c.organization_id = ${id}::uuid AND t.organization_id = c.organization_id AND t.id = c.certification_type_id
        AND ((c.status IN ('active', 'expiring_soon') AND c.expires_at <= ${now})
          OR (c.status = 'active'
            AND c.expires_at <= ${now}::timestamptz + coalesce(t.warning_days, ${expiryWarningDays}::integer) * interval '24 hours'))
      RETURNING c.id, c.status::text AS status`;
    const idsOf = (status: string) => changed.filter((row) => row.status === status).map((row) => row.id);
    const [expired, expiringSoon] = [idsOf("expired"), idsOf("expiring_soon")];
    if (changed.length > 0) {
      const subject = { type: "certifications", id: null };
      await record(tx, ctx, "certifications.expired", subject, { after: { expired, expiringSoon } });
    }
    return { expired: expired.length, expiringSoon: expiringSoon.length };
  });
}
