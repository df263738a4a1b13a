import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { Slot } from "@/lib/criteria/sql/slots";

/** A slot is one parameter, however often it is named: a query about many rules names the time a hundred times. */
class Compiler extends PostgresQueryCompiler {
  readonly #places = new Map<Slot, string>();

  override compileQuery(...query: Parameters<PostgresQueryCompiler["compileQuery"]>) {
    this.#places.clear();
    return super.compileQuery(...query);
  }

  protected override appendValue(value: unknown): void {
    const place = value instanceof Slot ? this.#places.get(value) : undefined;
    if (place === undefined) super.appendValue(value);
    else this.append(place);
    if (value instanceof Slot) this.#places.set(value, place ?? this.getCurrentParameterPlaceholder());
  }
}

/**
 * Kysely as a compiler only: it has no connection, so a query it made runs nowhere but inside a tenant's
 * transaction (`runQuery`).
 */
export const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  },
});
