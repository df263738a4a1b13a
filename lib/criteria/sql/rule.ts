import type { LeafRule } from "@/lib/criteria/schema";
import { activityCount, activityHours, referralCount } from "@/lib/criteria/sql/counting";
import { courseCompletion } from "@/lib/criteria/sql/courses";
import {
  badgeHeld,
  certificationHeld,
  groupMember,
  manualApproval,
  membershipYears,
  profileComplete,
  tierHeld,
} from "@/lib/criteria/sql/holdings";
import type { Asked, Counted, RuleSql } from "@/lib/criteria/sql/rows";
import type { Scope } from "@/lib/criteria/sql/scope";
import { activePeriods, activityStreak } from "@/lib/criteria/sql/streaks";

/** A question about windows is only asked of rules that have one. */
function counted(asked: Asked, rule: LeafRule): Counted {
  if (asked.kind === "window") throw new Error(`${rule.type} has no windows`);
  return asked;
}

/** One rule as SQL. */
export function ruleSql(scope: Scope, rule: LeafRule, asked: Asked): RuleSql {
  switch (rule.type) {
    case "activity_count":
      return activityCount(scope, rule, asked);
    case "activity_hours":
      return activityHours(scope, rule, asked);
    case "referral_count":
      return referralCount(scope, rule, asked);
    case "course_completion":
      return courseCompletion(scope, rule, asked);
    case "activity_streak":
      return activityStreak(scope, rule, counted(asked, rule));
    case "active_periods":
      return activePeriods(scope, rule, counted(asked, rule));
    case "certification_held":
      return certificationHeld(scope, rule, counted(asked, rule));
    case "badge_held":
      return badgeHeld(scope, rule, counted(asked, rule));
    case "tier_held":
      return tierHeld(scope, rule, counted(asked, rule));
    case "membership_years":
      return membershipYears(scope, rule, counted(asked, rule));
    case "group_member":
      return groupMember(scope, rule, counted(asked, rule));
    case "profile_complete":
      return profileComplete(scope, rule, counted(asked, rule));
    case "manual_approval":
      return manualApproval(scope, rule, counted(asked, rule));
  }
}
