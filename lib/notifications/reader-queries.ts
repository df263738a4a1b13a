import { siteAddress } from "@/lib/auth/password-link";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import type { FormatOptions } from "@/lib/format";
import { isLocale } from "@/lib/i18n/locales";
import {
  type NotificationKind,
  type NotificationValues,
  pathOfSubject,
  subjectOf,
} from "@/lib/notifications/rules";
import type { Around } from "@/lib/notifications/text";

/** A notification with whom it is for, as they are now. */
export type Outgoing = Readonly<{
  id: string;
  userId: string;
  kind: NotificationKind;
  values: NotificationValues;
  subjectType: string;
  subjectId: string;
  createdAt: Date;
  name: string;
  /** Null when nothing may be sent to them any more, or nothing arrives. */
  email: string | null;
  /** Something could be sent to them if their address took mail. */
  hasBounced: boolean;
  externalRef: string | null;
  /** Their own language, else the organisation's; the organisation's days. */
  format: FormatOptions;
}>;

/** Of somebody's notification, what stands around its words. */
export function aroundOf(
  { organization, modules }: Pick<Ctx, "organization" | "modules">,
  { kind, name, subjectType, subjectId: id }: Pick<Outgoing, "kind" | "name" | "subjectType" | "subjectId">,
): Around {
  const subject = subjectOf(subjectType);
  const path = subject ? pathOfSubject({ kind, subject, id }, modules) : "inbox";
  return { name, organisation: organization.name, link: `${siteAddress()}/o/${organization.slug}/${path}` };
}

type Row = Omit<Outgoing, "format"> & { locale: string | null };

/** These notifications with their readers, in the order of creation. */
export async function readOutgoing(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Outgoing[]> {
  const { id: organizationId, locale, timeZone } = ctx.organization;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT n.id, n.user_id AS "userId", n.kind::text AS kind, n."values", n.subject_type AS "subjectType", n.subject_id AS "subjectId",
      n.created_at AS "createdAt", m.display_name AS name, CASE WHEN m.status = 'active' AND m.mail_bounced_at IS NULL THEN m.email END AS email,
      m.status = 'active' AND m.email IS NOT NULL AND m.mail_bounced_at IS NOT NULL AS "hasBounced",
      m.external_ref AS "externalRef", l.locale
    FROM notifications n
    JOIN memberships m ON m.organization_id = n.organization_id AND m.user_id = n.user_id
    LEFT JOIN locales_of_members(ARRAY(SELECT o.user_id FROM notifications o
      WHERE o.organization_id = ${organizationId}::uuid AND o.id = ANY (${[...ids]}::uuid[]))) l ON l.user_id = n.user_id
    WHERE n.organization_id = ${organizationId}::uuid AND n.id = ANY (${[...ids]}::uuid[])
    ORDER BY n.created_at, n.id`;
  return rows.map(({ locale: own, ...row }) => ({
    ...row,
    format: { locale: isLocale(own) ? own : locale, timeZone },
  }));
}
