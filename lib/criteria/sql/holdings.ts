import { sql } from "kysely";
import { namedIn } from "@/lib/criteria/occurrences";
import { QUARTER_YEAR } from "@/lib/criteria/rule-schema";
import type { LeafRuleOf } from "@/lib/criteria/schema";
import { ofPeople, type Sql, textArray } from "@/lib/criteria/sql/people";
import { type Counted, positions, type RuleSql, ranked } from "@/lib/criteria/sql/rows";
import { instantOf, type Scope } from "@/lib/criteria/sql/scope";

const mine = (scope: Scope, alias: string) =>
  sql`${sql.raw(alias)}.organization_id = ${scope.organization}${ofPeople(scope.people, sql.raw(`${alias}.user_id`))}`;

/** ` AND column is named`, or nothing when the rule takes any. */
function amongNamed(rule: Parameters<typeof namedIn>[0], column: Sql): Sql {
  const names = namedIn(rule);
  return names.length === 0 ? sql`` : sql` AND ${column} = ANY (${textArray(names)})`;
}

/**
 * Different certification types held at this moment: neither revoked nor superseded, and not expired at read time.
 * At a moment in the past also what was renewed or ended later; what was revoked never counted.
 */
export function certificationHeld(
  scope: Scope,
  rule: LeafRuleOf<"certification_held">,
  asked: Counted,
): RuleSql {
  const standing = scope.inThePast
    ? sql`c.status <> 'revoked'`
    : sql`c.status IN ('active', 'expiring_soon')`;
  const items = sql`SELECT c.user_id, min(c.issued_at) AS at FROM certifications c
    JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
    WHERE ${mine(scope, "c")}${amongNamed(rule, sql`t.code`)} AND ${standing}
      AND c.issued_at <= ${scope.now} AND (c.expires_at IS NULL OR c.expires_at > ${scope.now})
    GROUP BY c.user_id, c.certification_type_id`;
  return { rows: ranked(items, asked) };
}

/** Different achievements earned and still held; the occurrences of one count once. Declined ones are not held. */
export function badgeHeld(scope: Scope, rule: LeafRuleOf<"badge_held">, asked: Counted): RuleSql {
  const at = sql`min(coalesce(${instantOf(scope, sql`b.met_on`)}, b.awarded_at))`;
  const standing = scope.inThePast ? sql`b.status IN ('awarded', 'expired')` : sql`b.status = 'awarded'`;
  const items = sql`SELECT b.user_id, ${at} AS at FROM earned_badges b
    JOIN achievements a ON a.organization_id = b.organization_id AND a.id = b.achievement_id
    WHERE ${mine(scope, "b")}${amongNamed(rule, sql`a.key`)} AND ${standing} AND b.declined_at IS NULL
      AND (b.expires_at IS NULL OR b.expires_at > ${scope.now})
    GROUP BY b.user_id, b.achievement_id`;
  return { rows: ranked(items, asked) };
}

/** The tier or a higher one was reached in any period and not taken back: a past year's gold stays a gold. */
export function tierHeld(scope: Scope, rule: LeafRuleOf<"tier_held">, asked: Counted): RuleSql {
  const items = sql`SELECT s.user_id, min(s.assigned_at) AS at FROM tier_assignments s
    JOIN recognition_tiers t ON t.organization_id = s.organization_id AND t.id = s.tier_id
    WHERE ${mine(scope, "s")} AND s.status <> 'revoked' AND s.assigned_at <= ${scope.now}
      AND t.display_order >= (SELECT n.display_order FROM recognition_tiers n
        WHERE n.organization_id = ${scope.organization} AND lower(btrim(n.name)) = lower(btrim(${rule.tier}::text)))
    GROUP BY s.user_id`;
  return { rows: ranked(items, asked) };
}

export function groupMember(scope: Scope, rule: LeafRuleOf<"group_member">, asked: Counted): RuleSql {
  const items = sql`SELECT g.user_id, g.created_at AS at FROM group_members g
    JOIN groups k ON k.organization_id = g.organization_id AND k.id = g.group_id
    WHERE ${mine(scope, "g")}${amongNamed(rule, sql`k.key`)}`;
  return { rows: ranked(items, asked) };
}

/** An e-mail address, a day of joining and an address of the profile are known. */
export function profileComplete(
  scope: Scope,
  _rule: LeafRuleOf<"profile_complete">,
  asked: Counted,
): RuleSql {
  const items = sql`SELECT m.user_id, least(m.updated_at, ${scope.now}) AS at FROM memberships m
    WHERE ${mine(scope, "m")} AND m.email IS NOT NULL AND m.joined_on IS NOT NULL AND m.profile_slug IS NOT NULL`;
  return { rows: ranked(items, asked) };
}

/** Sign-offs of this achievement (seed 003 badge_manual_awards): different roles count one each. */
export function manualApproval(scope: Scope, rule: LeafRuleOf<"manual_approval">, asked: Counted): RuleSql {
  const items = sql`SELECT s.recipient_user_id AS user_id, min(s.date_met) AS at FROM manual_awards s
    WHERE s.organization_id = ${scope.organization}${ofPeople(scope.people, sql`s.recipient_user_id`)}
      AND s.achievement_id = ${scope.achievement ?? sql`NULL`}::uuid AND s.date_met <= ${scope.now}${amongNamed(rule, sql`s.issuer_role`)}
    GROUP BY s.recipient_user_id, s.issuer_role`;
  return { rows: ranked(items, asked) };
}

/**
 * Years since joining in quarters: each is three whole months of the organisation's calendar. A month that has no such
 * day ends them on its last: somebody who joined on 29 February has a year on the 28th, on 31 August half a year with
 * the end of February.
 */
export function membershipYears(
  scope: Scope,
  _rule: LeafRuleOf<"membership_years">,
  asked: Counted,
): RuleSql {
  const since = sql`SELECT m.user_id, m.joined_on, (n.months - (m.joined_on + make_interval(months => n.months) > ${scope.today})::int) / 3 AS quarters
    FROM memberships m
    CROSS JOIN LATERAL (SELECT (12 * (extract(year FROM ${scope.today}) - extract(year FROM m.joined_on))
      + extract(month FROM ${scope.today}) - extract(month FROM m.joined_on))::int AS months) n
    WHERE ${mine(scope, "m")} AND m.joined_on <= ${scope.today}`;
  const tip = (quarters: Sql) =>
    instantOf(scope, sql`y.joined_on + make_interval(months => 3 * ${quarters})`);
  if (asked.kind === "once") {
    const need = sql.lit(quartersOf(asked.need));
    const enough = asked.everybody ? sql`` : sql` WHERE y.quarters >= ${need}`;
    // A calendar ends before a million years do.
    return {
      rows: sql`SELECT y.user_id, 0 AS w, y.quarters / 4.0::float8 AS have,
        CASE WHEN y.quarters >= ${need} THEN ${tip(need)} END AS tip FROM (${since}) y${enough}`,
    };
  }
  const reached = positions(inQuarters(asked), sql`0`, sql`y.quarters`);
  return {
    rows: sql`SELECT y.user_id, trim_scale(p.w / 4.0) AS w, p.w / 4.0::float8 AS have, ${tip(sql`p.w`)} AS tip FROM (${since}) y
      CROSS JOIN LATERAL ${reached} p`,
  };
}

const quartersOf = (years: number): number => Math.round(years / QUARTER_YEAR);

function inQuarters(asked: Exclude<Counted, { kind: "once" }>): Exclude<Counted, { kind: "once" }> {
  return asked.kind === "multiples"
    ? { kind: "multiples", step: quartersOf(asked.step) }
    : { kind: "listed", thresholds: asked.thresholds.map(quartersOf) };
}
