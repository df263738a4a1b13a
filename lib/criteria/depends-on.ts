import { layOut } from "@/lib/criteria/occurrences";
import type { Criteria, LeafRule } from "@/lib/criteria/schema";
import type { Cause } from "@/lib/jobs/evaluation-requests";

/** What has to happen for this rule's answer to change; time passing apart, which the nightly round looks after. */
const DEPENDS_ON = {
  activity_count: "activity",
  activity_hours: "activity",
  activity_streak: ["activity", "pause"],
  active_periods: "activity",
  referral_count: "referral",
  course_completion: "course",
  certification_held: "certification",
  badge_held: "badge",
  tier_held: "tier",
  membership_years: "membership",
  group_member: "membership",
  profile_complete: "membership",
  manual_approval: "approval",
} as const satisfies Record<LeafRule["type"], Cause | readonly Cause[]>;

/** Which changes can make these criteria met; with a course, registering for it as well (seed 003 badges.type). */
export function dependsOn(criteria: Criteria, courseId: string | null = null): ReadonlySet<Cause> {
  const causes = layOut(criteria).leaves.flatMap(
    ({ rule }): Cause | readonly Cause[] => DEPENDS_ON[rule.type],
  );
  return new Set(courseId === null ? causes : [...causes, "course"]);
}
