import type { TimelineEntry } from "@/components/badges/timeline";
import type { CertificationView } from "@/lib/certifications/queries";

type Word =
  | "issued"
  | "issuedByCourse"
  | "imported"
  | "registered"
  | "warned"
  | "expired"
  | "willExpire"
  | "revoked";
type Words = (key: Word, values: { name: string }) => string;

const BEGINNING = { manual: "issued", course_completion: "issuedByCourse", import: "imported" } as const;

/** What happened to a certificate and what will, oldest first. `unknown` stands for somebody who is not a member here. */
export function timelineOf(
  certification: CertificationView,
  t: Words,
  written: (at: Date) => string,
  unknown: string,
): readonly TimelineEntry[] {
  const { standing, source, issuedAt, createdAt, expiresAt, expiryWarningSentAt, revokedAt } = certification;
  const entry = (at: Date | null, key: Word, name?: string | null, why?: string | null) =>
    at ? [{ at, when: written(at), what: t(key, { name: name ?? unknown }), why }] : [];
  const isOver = standing === "expired" || standing === "revoked" || standing === "superseded";
  const ends = standing === "expired" || (!isOver && expiresAt);
  return [
    ...entry(issuedAt, BEGINNING[source], certification.issuedBy),
    ...(source === "import" ? entry(createdAt, "registered") : []),
    ...entry(expiryWarningSentAt, "warned"),
    ...(ends ? entry(expiresAt, standing === "expired" ? "expired" : "willExpire") : []),
    ...entry(revokedAt, "revoked", certification.revokedBy, certification.revocationReason),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}
