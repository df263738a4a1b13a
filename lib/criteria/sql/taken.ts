import { sql } from "kysely";
import { ofPeople, type People, type Sql } from "@/lib/criteria/sql/people";

type Values = Readonly<{ organization: Sql; now: Sql; people: People }>;

/**
 * The activities of a few people as a table inside the query, read once for all the rules that count them: those that
 * stand and have happened. Twenty rules reading them from the table would be planned twenty times.
 */
export class TakenActivities {
  #isAsked = false;

  constructor(private readonly values: Values) {}

  /** What follows FROM, as `f`. */
  all(): Sql {
    this.#isAsked = true;
    return sql`taken_activities f`;
  }

  /** The table followed by a comma, when it was asked for: what comes after WITH. */
  table(): Sql {
    if (!this.#isAsked) return sql``;
    const { organization, now, people } = this.values;
    return sql`taken_activities AS MATERIALIZED (
      SELECT f.id, f.user_id, f.occurred_at, f.kind, f.minutes, f.participants FROM activities f
      WHERE ${standing({ organization, now })}${ofPeople(people, sql`f.user_id`)}), `;
  }
}

/** What counts at all, of a table `f`. */
export const standing = ({ organization, now }: Pick<Values, "organization" | "now">): Sql =>
  sql`f.organization_id = ${organization} AND f.voided_at IS NULL AND f.occurred_at <= ${now}`;
