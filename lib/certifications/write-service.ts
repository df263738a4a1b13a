import { randomUUID } from "node:crypto";
import { yearOf } from "@/lib/certifications/calendar-rules";
import { type CertificationChange, certificationsChanged } from "@/lib/certifications/changes-service";
import { takeNumbers } from "@/lib/certifications/number-service";
import type { CertificationSource, CertificationStatus } from "@/lib/certifications/rules";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

/** A certificate to be issued: everything is decided about it but its number. */
export type NewCertification = Readonly<{
  /** Made beforehand where something else has to point at it; otherwise it is made here. */
  id?: string;
  userId: string;
  certificationTypeId: string;
  issuedAt: Date;
  /** Null: valid for life. */
  expiresAt: Date | null;
  source: Exclude<CertificationSource, "import">;
  issuedByUserId?: string;
  courseRegistrationId?: string;
  notes?: string;
  idempotencyKey?: string;
  idempotencyHash?: string;
  /** The one it follows, already marked as renewed by it: it is told as a renewal then. */
  renews?: Issued;
}>;

/** A certificate as it can be named and linked to. */
export type Issued = Readonly<{ id: string; certificateNumber: string }>;

/** What became of one row: its new certificate, or the valid one its person holds already. */
export type Written = Issued & Readonly<{ outcome: "issued" | "held" }>;

/**
 * The types, held until the end of the transaction by whoever writes their certificates. One person has one valid
 * certificate of a type, so whoever holds the type can decide who gets one before a number is spent on it.
 * Sorted, so that two who hold several cannot wait for each other.
 */
export async function holdTypes(tx: Tx, { organization }: Ctx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT FROM certification_types WHERE organization_id = ${organization.id}::uuid AND id = ANY (${[...new Set(ids)]}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`;
}

/**
 * Writes certificates in the caller's transaction, one or ten thousand with the same few statements, and answers in
 * the order of `rows`. Of the same people and types what has lapsed by `now` is expired first. Whoever holds a valid
 * one then is answered with it, also when an earlier row has just given it, and takes no number. The others get the
 * next numbers of the year they are issued in (the organisation's time zone) in one step of its counter, without a
 * gap, are inserted, audited, and their badges looked at again (seed 004 one_active_cert_per_user_per_type,
 * certificate_number_uniqueness, badge_trigger_on_issuance).
 *
 * The caller has authorised it, looked at the dates and knows that the people are members. What the database refuses
 * is thrown as it comes, and takes the whole transaction and all its numbers with it.
 */
export async function writeCertifications(
  tx: Tx,
  ctx: Ctx,
  now: Date,
  rows: readonly NewCertification[],
): Promise<Written[]> {
  if (rows.length === 0) return [];
  await holdTypes(
    tx,
    ctx,
    rows.map((row) => row.certificationTypeId),
  );
  await expireLapsedOf(tx, ctx, now, rows);
  const holders = await validOf(tx, ctx, rows);
  const chosen = rows.map((row) => {
    const held = holders.get(slotOf(row));
    if (held) return { row, held, id: null };
    const id = row.id ?? randomUUID();
    holders.set(slotOf(row), { id, certificateNumber: null });
    return { row, held: null, id };
  });
  const wanted = chosen.flatMap(({ row, id }) => (id ? [{ ...row, id }] : []));
  const numbered = await numberAll(tx, ctx, wanted);
  await insertAll(tx, ctx, numbered);
  const [renewals, others] = [
    numbered.filter(({ renews }) => renews),
    numbered.filter(({ renews }) => !renews),
  ];
  await certificationsChanged(tx, ctx, "issued", others.map(changeOf));
  await certificationsChanged(tx, ctx, "renewed", renewals.map(changeOf));
  const numbers = new Map(numbered.map(({ id, certificateNumber }) => [id, certificateNumber]));
  return chosen.map(({ held, id }) => {
    const certificate = held ?? { id, certificateNumber: null };
    const certificateNumber = certificate.certificateNumber ?? numbers.get(certificate.id ?? "") ?? "";
    return { outcome: held ? "held" : "issued", id: certificate.id ?? "", certificateNumber };
  });
}

type Slot = Pick<NewCertification, "userId" | "certificationTypeId">;
const slotOf = ({ userId, certificationTypeId }: Slot) => `${userId} ${certificationTypeId}`;
const peopleOf = (rows: readonly Slot[]) => [...new Set(rows.map(({ userId }) => userId))];
const typesOf = (rows: readonly Slot[]) => [
  ...new Set(rows.map(({ certificationTypeId }) => certificationTypeId)),
];

type Lapsed = Readonly<{ id: string; userId: string; status: CertificationStatus; expiresAt: Date }>;

/**
 * Writes down of these people and types what has lapsed by `now`, as the hourly sweep would have. In the order of the
 * ids, as that does, so that two of them cannot wait for each other.
 */
export async function expireLapsedOf(tx: Tx, ctx: Ctx, now: Date, rows: readonly Slot[]): Promise<void> {
  const lapsed = await tx.$queryRaw<Lapsed[]>`
    SELECT id, user_id AS "userId", status::text AS status, expires_at AS "expiresAt"
    FROM certifications WHERE organization_id = ${ctx.organization.id}::uuid AND user_id = ANY (${peopleOf(rows)}::uuid[])
      AND certification_type_id = ANY (${typesOf(rows)}::uuid[]) AND status IN ('active', 'expiring_soon') AND expires_at <= ${now}
    ORDER BY id FOR NO KEY UPDATE`;
  await expireAll(tx, ctx, lapsed);
}

/** Makes expired what the caller holds and has found lapsed. */
export async function expireAll(tx: Tx, ctx: Ctx, lapsed: readonly Lapsed[]): Promise<void> {
  if (lapsed.length === 0) return;
  await tx.$executeRaw`
    UPDATE certifications SET status = 'expired'
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ANY (${lapsed.map(({ id }) => id)}::uuid[])`;
  const changes = lapsed.map(({ id, userId, status, expiresAt }) => ({
    id,
    userId,
    before: { status },
    after: { status: "expired", expiresAt },
  }));
  await certificationsChanged(tx, ctx, "expired", changes);
}

type Holding = Readonly<{ id: string; certificateNumber: string | null }>;

async function validOf(tx: Tx, ctx: Ctx, rows: readonly NewCertification[]): Promise<Map<string, Holding>> {
  const found = await tx.$queryRaw<(Slot & Issued)[]>`
    SELECT id, certificate_number AS "certificateNumber", user_id AS "userId", certification_type_id AS "certificationTypeId"
    FROM certifications WHERE organization_id = ${ctx.organization.id}::uuid AND user_id = ANY (${peopleOf(rows)}::uuid[])
      AND certification_type_id = ANY (${typesOf(rows)}::uuid[]) AND status IN ('active', 'expiring_soon')`;
  return new Map(
    found.map(({ id, certificateNumber, ...slot }) => [slotOf(slot), { id, certificateNumber }]),
  );
}

type Wanted = NewCertification & Readonly<{ id: string }>;
type Numbered = Wanted & Readonly<{ certificateNumber: string }>;

/** In the order of the years, so that two who issue in both cannot wait for each other. */
async function numberAll(tx: Tx, ctx: Ctx, wanted: readonly Wanted[]): Promise<Numbered[]> {
  const { timeZone } = ctx.organization;
  const byYear = Map.groupBy(wanted, ({ issuedAt }) => yearOf(issuedAt, timeZone));
  const numbers = new Map<string, string>();
  for (const [year, rows] of [...byYear].sort(([a], [b]) => a - b)) {
    const taken = await takeNumbers(tx, ctx, year, rows.length);
    for (const [at, { id }] of rows.entries()) numbers.set(id, taken[at] ?? "");
  }
  return wanted.map((row) => ({ ...row, certificateNumber: numbers.get(row.id) ?? "" }));
}

async function insertAll(tx: Tx, ctx: Ctx, rows: readonly Numbered[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO certifications (id, organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at,
      source, issued_by_user_id, course_registration_id, notes, idempotency_key, idempotency_hash)
    SELECT r.id, ${ctx.organization.id}::uuid, r."userId", r."certificationTypeId", r."certificateNumber", r."issuedAt", r."expiresAt",
      r.source, r."issuedByUserId", r."courseRegistrationId", r.notes, r."idempotencyKey", r."idempotencyHash"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r (id uuid, "userId" uuid, "certificationTypeId" uuid,
      "certificateNumber" text, "issuedAt" timestamptz, "expiresAt" timestamptz, source certification_source, "issuedByUserId" uuid,
      "courseRegistrationId" uuid, notes text, "idempotencyKey" text, "idempotencyHash" text)`;
}

const changeOf = ({
  id,
  idempotencyKey: _,
  idempotencyHash: __,
  ...after
}: Numbered): CertificationChange => {
  const { userId } = after;
  return { id, userId, after };
};
