import { sql } from "kysely";
import type { CalendarUnit, RepeatingWindow } from "@/lib/criteria/rule-schema";
import { areFew, ofPeople, type People, type Sql } from "@/lib/criteria/sql/people";
import type { TakenActivities } from "@/lib/criteria/sql/taken";

export type Unit = CalendarUnit | RepeatingWindow;
export type DatedTable = "activities" | "referrals" | "course_registrations";

const STEP = {
  day: "1 day",
  week: "7 days",
  month: "1 month",
  quarter: "3 months",
  year: "1 year",
} as const satisfies Record<Unit, string>;

type Values = Readonly<{
  organization: Sql;
  zone: Sql;
  now: Sql;
  people: People;
  taken: TakenActivities | null;
}>;

/**
 * The organisation's calendar as tables inside the query: for each unit asked for, when every one of them began,
 * from the first fact until now. A fact's unit is then found by `width_bucket`, a binary search; turning each fact
 * into local time and truncating it costs twice as much over millions. Units are numbered from 1.
 */
export class BoundsOfUnits {
  readonly #units = new Set<Unit>();
  readonly #tables = new Set<DatedTable>();
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  #column(unit: Unit, column: "instants" | "days"): Sql {
    this.#units.add(unit);
    return sql`(SELECT ${sql.raw(`${column} FROM bounds_${unit}`)})`;
  }

  /** Number of the unit an instant of this table lies in. */
  ofInstant(unit: Unit, instant: Sql, table: DatedTable): Sql {
    this.#tables.add(table);
    return sql`width_bucket(${instant}, ${this.#column(unit, "instants")})`;
  }

  /** Number of the unit a calendar day of this table lies in. */
  ofDay(unit: Unit, day: Sql, table: DatedTable): Sql {
    this.#tables.add(table);
    return sql`width_bucket(${day}, ${this.#column(unit, "days")})`;
  }

  /** First instant of the unit with this number. */
  startOf(unit: Unit, number: Sql): Sql {
    return sql`(${this.#column(unit, "instants")})[${number}]`;
  }

  /** First instant after the unit with this number. */
  endOf(unit: Unit, number: Sql): Sql {
    return sql`coalesce((${this.#column(unit, "instants")})[${number} + 1], 'infinity')`;
  }

  /** `2026`, `2026-Q4` or `2026-03`. */
  nameOf(unit: RepeatingWindow, number: Sql): Sql {
    const format = { year: "YYYY", quarter: 'YYYY-"Q"Q', month: "YYYY-MM" }[unit];
    return sql`to_char((${this.#column(unit, "days")})[${number}], ${sql.lit(format)})`;
  }

  /** The tables that were asked for, each followed by a comma: what comes after WITH. */
  tables(): Sql {
    return sql.join(
      [...this.#units].map((unit) => sql`${this.#table(unit)}, `),
      sql``,
    );
  }

  #table(unit: Unit): Sql {
    const { zone, now } = this.#values;
    const first = sql.join([...this.#tables].map((table) => this.#first(table)));
    return sql`${sql.raw(`bounds_${unit}`)} AS MATERIALIZED (
      SELECT array_agg(g AT TIME ZONE ${zone} ORDER BY g) AS instants, array_agg(g::date ORDER BY g) AS days
      FROM generate_series(date_trunc(${sql.lit(unit)}, least(${first})), ${now} AT TIME ZONE ${zone}, ${sql.lit(STEP[unit])}::interval) g)`;
  }

  /** Local time of a table's first fact. Of a few people it is looked up by their index, else by the organisation's. */
  #first(table: DatedTable): Sql {
    const { organization, zone, people, taken } = this.#values;
    const some = areFew(people) ? people : "all";
    const of = (column: Sql) => sql`f.organization_id = ${organization}${ofPeople(some, column)}`;
    switch (table) {
      case "activities": {
        const all = taken?.all() ?? sql`activities f WHERE ${of(sql`f.user_id`)}`;
        return sql`(SELECT min(f.occurred_at) FROM ${all}) AT TIME ZONE ${zone}`;
      }
      case "referrals":
        return sql`(SELECT min(f.occurred_at) FROM referrals f WHERE ${of(sql`f.referrer_user_id`)}) AT TIME ZONE ${zone}`;
      case "course_registrations":
        return sql`(SELECT min(f.completed_on)::timestamp FROM course_registrations f WHERE ${of(sql`f.user_id`)})`;
    }
  }
}
