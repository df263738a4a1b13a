import { NOTIFICATION_KINDS, type NotificationKind, URGENT_KINDS } from "@/lib/notifications/rules";

/** The kinds as people choose among them: what is about themselves, and what is about their work for others. */
export const KIND_GROUPS = {
  certificates: [
    "certificate_issued",
    "certificate_renewed",
    "certificate_expiring",
    "certificate_expired",
    "certificate_revoked",
  ],
  recognition: ["badge_awarded", "tier_reached"],
  answers: ["mistake_answered", "pause_answered"],
  work: ["approval_wanted", "mistake_reported", "pause_wanted", "badge_digest", "job_finished"],
} as const satisfies Record<string, readonly NotificationKind[]>;

export type KindGroup = keyof typeof KIND_GROUPS;

/** The groups somebody chooses in: peer mentors are asked nothing about others. */
export const groupsFor = (isCoordinator: boolean): readonly KindGroup[] =>
  isCoordinator
    ? ["certificates", "recognition", "answers", "work"]
    : ["certificates", "recognition", "answers"];

export const kindsIn = (groups: readonly KindGroup[]): readonly NotificationKind[] =>
  groups.flatMap((group): readonly NotificationKind[] => KIND_GROUPS[group]);

/** What letters that collect several are made of. */
export const collectedKinds: readonly NotificationKind[] = NOTIFICATION_KINDS.filter(
  (kind) => !(URGENT_KINDS as readonly NotificationKind[]).includes(kind),
);

/** The kinds nobody wants after a choice among some: what was not offered stays as it was. */
export function unwantedAfter(
  before: readonly NotificationKind[],
  offered: readonly NotificationKind[],
  wanted: readonly NotificationKind[],
): NotificationKind[] {
  return NOTIFICATION_KINDS.filter((kind) =>
    offered.includes(kind) ? !wanted.includes(kind) : before.includes(kind),
  );
}
