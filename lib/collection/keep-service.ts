import { credentialIn } from "@/lib/collection/credential-in";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { enqueue } from "@/lib/jobs/queue";

type From = Readonly<
  | { source: "upload" }
  /** By an application that the person has connected, which speaks one version of Open Badges. */
  | { source: "push"; grantId: string; format: "ob2" | "ob3" }
>;

export type Kept = Readonly<{
  id: string;
  /** False: the person had this credential already, and it was replaced by what came now. */
  isNew: boolean;
  name: string;
}>;

/**
 * Keeps a badge for the acting person, who must be a member, and has it checked soon. The same credential twice is one:
 * what came last stands, and its verdict only begins anew when it says something else. Throws `invalid` for what is no
 * badge, and `forbidden` for who is no member.
 */
export async function keepBadge(ctx: Ctx, text: string, from: From): Promise<Kept> {
  authorize(ctx, "account:write");
  requireModule(ctx, "open_badges");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  const { userId } = ctx.actor;
  const given = credentialIn(text);
  if (from.source === "push" && given.format !== from.format) {
    throw new AppError("invalid", msg("collection.unreadable"));
  }
  const grantId = from.source === "push" ? from.grantId : null;
  const organizationId = ctx.organization.id;
  return inTenant(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string; isNew: boolean; isDue: boolean }[]>`
      INSERT INTO external_badges AS b (organization_id, user_id, identity_hash, format, encoding, document, source, backpack_grant_id,
        name, issuer_name, issued_at)
      SELECT m.organization_id, m.user_id, ${given.identity}, ${given.format}, ${given.encoding}, ${given.document}, ${from.source},
        ${grantId}::uuid, ${given.name}, ${given.issuerName}, ${given.issuedAt}::timestamptz
      FROM memberships m WHERE m.organization_id = ${organizationId}::uuid AND m.user_id = ${userId}::uuid
      ON CONFLICT ON CONSTRAINT external_badges_once DO UPDATE SET document = EXCLUDED.document, format = EXCLUDED.format,
        encoding = EXCLUDED.encoding, source = EXCLUDED.source, backpack_grant_id = EXCLUDED.backpack_grant_id,
        name = CASE WHEN b.document = EXCLUDED.document THEN b.name ELSE EXCLUDED.name END,
        issuer_name = CASE WHEN b.document = EXCLUDED.document THEN b.issuer_name ELSE EXCLUDED.issuer_name END,
        issued_at = EXCLUDED.issued_at,
        outcome = CASE WHEN b.document = EXCLUDED.document THEN b.outcome ELSE 'unchecked' END,
        checked_at = CASE WHEN b.document = EXCLUDED.document THEN b.checked_at END,
        check_due_at = CASE WHEN b.document = EXCLUDED.document THEN b.check_due_at ELSE now() END
      RETURNING id, xmax = 0 AS "isNew", check_due_at <= now() AS "isDue"`;
    if (!row) throw new AppError("forbidden", msg("forbidden"));
    const { id, isNew, isDue } = row;
    if (isDue) await enqueue(tx, "collection.check", { organizationId });
    const after = { name: given.name, source: from.source };
    const action = isNew ? "external_badge.added" : "external_badge.replaced";
    await record(tx, ctx, action, { type: "external_badge", id }, { after });
    return { id, isNew, name: given.name };
  });
}
