import { sql } from "kysely";
import { compiler } from "@/lib/criteria/sql/compiler";
import type { Sql } from "@/lib/criteria/sql/people";

/**
 * Queries that stand once in a statement, however many rules ask for the same: ten, fifty and a hundred activities are one
 * count. Preparing to run a query takes PostgreSQL longer than running it, when it is about a single person.
 */
export class SharedRows {
  readonly #known = new Map<string, Readonly<{ name: string; rows: Sql }>>();

  /** The same rows, to be read from in a FROM. */
  of(rows: Sql): Sql {
    const { sql: text, parameters } = rows.compile(compiler);
    const key = JSON.stringify([text, parameters]);
    const one = this.#known.get(key) ?? { name: `shared_${this.#known.size}`, rows };
    this.#known.set(key, one);
    return sql.raw(one.name);
  }

  /** What was asked for, each followed by a comma: what comes after WITH. */
  tables(): Sql {
    return sql.join(
      [...this.#known.values()].map(({ name, rows }) => sql`${sql.raw(name)} AS (${rows}), `),
      sql``,
    );
  }
}
