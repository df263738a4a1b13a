import { randomUUID } from "node:crypto";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { recordAll } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { type Notice, notify } from "@/lib/notifications/notify-service";
import type { NotificationKind } from "@/lib/notifications/rules";
import { announce } from "@/lib/webhooks/announce-service";
import type { WebhookEvent } from "@/lib/webhooks/rules";

type Told = Readonly<{ notice: NotificationKind | null; event: WebhookEvent }>;

/** Who is told of each event, and how: the holder (null: not at all), and other systems. */
const TOLD = {
  issued: { notice: "certificate_issued", event: "certification.issued" },
  /** Issued as the successor of another, which it names; where that one was valid still, it is `superseded`. */
  renewed: { notice: "certificate_renewed", event: "certification.renewed" },
  superseded: { notice: null, event: "certification.superseded" },
  /** Its dates, by hand. */
  corrected: { notice: null, event: "certification.corrected" },
  /** State or dates of what is final, by a global admin. */
  overridden: { notice: null, event: "certification.corrected" },
  /** The warning window has opened. */
  expiring_soon: { notice: "certificate_expiring", event: "certification.expiring_soon" },
  expired: { notice: "certificate_expired", event: "certification.expired" },
  revoked: { notice: "certificate_revoked", event: "certification.revoked" },
} as const satisfies Record<string, Told>;

/** What can become of a certificate, in the past tense of the audit log: `certification.issued`. */
export type CertificationEvent = keyof typeof TOLD;

export type CertificationChange = Readonly<{ id: string; userId: string; before?: object; after: object }>;

type Row = {
  id: string;
  userId: string;
  number: string;
  status: string;
  typeCode: string;
  typeName: string;
  externalRef: string | null;
  issuedAt: Date;
  expiresAt: Date | null;
  reason: string | null;
};

/**
 * Everything that follows from a change of certificates, in the transaction of the change: the holders' badges are
 * looked at again (seed 004 badge_trigger_on_issuance), the audit log says what happened to each, the holders are
 * notified, and other systems told.
 */
export async function certificationsChanged(
  tx: Tx,
  ctx: Ctx,
  event: CertificationEvent,
  changes: readonly CertificationChange[],
): Promise<void> {
  if (changes.length === 0) return;
  // Who is only warned holds what they held.
  const holders = event === "expiring_soon" ? [] : changes.map(({ userId }) => userId);
  await requestEvaluation(tx, ctx, holders, "certification");
  await recordAll(
    tx,
    ctx,
    `certification.${event}`,
    changes.map(({ id, before, after }) => ({ subject: { type: "certification", id }, before, after })),
  );
  await tell(
    tx,
    ctx,
    event,
    changes.map(({ id }) => id),
  );
}

/** As they stand after the change. */
const changedRows = (tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Row[]> => tx.$queryRaw<Row[]>`
  SELECT c.id, c.user_id AS "userId", c.certificate_number AS number, c.status::text AS status, t.code AS "typeCode",
    t.name AS "typeName", m.external_ref AS "externalRef", c.issued_at AS "issuedAt", c.expires_at AS "expiresAt",
    c.revocation_reason AS reason
  FROM certifications c
  JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
  JOIN memberships m ON m.organization_id = c.organization_id AND m.user_id = c.user_id
  WHERE c.organization_id = ${ctx.organization.id}::uuid AND c.id = ANY (${[...ids]}::uuid[])`;

async function tell(tx: Tx, ctx: Ctx, event: CertificationEvent, ids: readonly string[]): Promise<void> {
  const rows = await changedRows(tx, ctx, ids);
  const told: Told = TOLD[event];
  if (told.notice !== null) await notify(tx, ctx, noticesOf(told.notice, rows, ctx.organization.timeZone));
  const items = rows.map((row) => ({ id: randomUUID(), data: dataOf(row) }));
  await announce(tx, ctx, told.event, items);
}

const noticesOf = (kind: NotificationKind, rows: readonly Row[], timeZone: string): Notice[] =>
  rows.map((row) => ({
    userId: row.userId,
    kind,
    // A certificate whose end was corrected may run out, and be warned of, once more.
    key: `${kind}:${row.id}:${row.expiresAt?.toISOString() ?? "for life"}`,
    subject: { type: "certification", id: row.id },
    values: valuesOf(row, timeZone),
  }));

const valuesOf = ({ number, typeName, expiresAt, reason }: Row, timeZone: string) => ({
  number,
  type: typeName,
  ends: expiresAt ? "on" : "never",
  ...(expiresAt && { lastDay: lastDayOf(expiresAt, timeZone) }),
  ...(reason !== null && { reason }),
});

const dataOf = (row: Row) => ({
  id: row.id,
  number: row.number,
  status: row.status,
  type: row.typeCode,
  person: row.externalRef,
  issued_at: row.issuedAt.toISOString(),
  expires_at: row.expiresAt?.toISOString() ?? null,
});
