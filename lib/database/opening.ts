import { AsyncLocalStorage } from "node:async_hooks";
import { Client, escapeLiteral, Pool, type PoolConfig, type QueryArrayResult } from "pg";

/** What a transaction is to know from its beginning: PostgreSQL's parameters by name. */
type ParameterValues = Readonly<Record<string, string>>;

type Opening = { readonly parameters: ParameterValues; now?: Date };

// One per process, as the connections are: the built app loads this file once for pages and once for routes.
const shared = globalThis as { hederOpening?: AsyncLocalStorage<Opening> };
shared.hederOpening ??= new AsyncLocalStorage();
const opening = shared.hederOpening;

/** The parameters hold for the transaction alone: nothing of a former borrower of the connection is left. */
const statementOf = (parameters: ParameterValues): string =>
  `BEGIN; SELECT now(), ${Object.entries(parameters)
    .map(([name, value]) => `set_config(${escapeLiteral(name)}, ${escapeLiteral(value)}, true)`)
    .join(", ")}`;

const textOf = (asked: unknown): unknown =>
  typeof asked === "object" && asked !== null && "text" in asked ? asked.text : asked;

/** Says what a transaction is to know in the message that begins it: nobody waits for the database another time. */
class OpeningClient extends Client {
  // Its overloads are Client's own.
  override query = ((...asked: [never]) => {
    const opened = opening.getStore();
    if (!opened || textOf(asked[0]) !== "BEGIN") return super.query(...asked);
    return super.query(statementOf(opened.parameters)).then((answers) => {
      const [begun, settings] = answers as unknown as [QueryArrayResult, { rows: { now: Date }[] }];
      opened.now = settings.rows[0]?.now;
      return begun;
    });
  }) as Client["query"];
}

/**
 * Connections whose transactions begin as `opened` says. They send a question while others are answered: Prisma asks for
 * all relations of one `include` at once, and pg would otherwise keep them in a queue that it is going to give up.
 */
export const openingPool = (config: PoolConfig): Pool =>
  new Pool({ ...config, pipeline: true, Client: OpeningClient });

/**
 * Runs `begin`, whose first transaction on a connection of an `openingPool` knows these parameters, and answers in it
 * what time it is for the database: `now` throws as long as no transaction has begun.
 */
export function opened<T>(parameters: ParameterValues, begin: (now: () => Date) => Promise<T>): Promise<T> {
  const asked: Opening = { parameters };
  const now = () => {
    if (!asked.now) throw new Error("No transaction has begun");
    return asked.now;
  };
  return opening.run(asked, () => begin(now));
}
