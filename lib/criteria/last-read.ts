/** So many organisations are remembered; of more, the ones that were asked for last. */
const MOST = 500;

/**
 * What was read from a text, by organisation: the same object for as long as the text is the same, so that what was made
 * of it (plans, statements) can be kept with it. Nothing is believed because it was true a moment ago: the text comes from
 * the database each time.
 */
export class LastRead<T> {
  readonly #read = new Map<string, Readonly<{ text: string; value: T }>>();

  constructor(private readonly parse: (text: string) => T) {}

  /** What was last read, which may be no longer true. */
  last(organizationId: string): T | undefined {
    return this.#read.get(organizationId)?.value;
  }

  of(organizationId: string, text: string): T {
    const last = this.#read.get(organizationId);
    const read = last?.text === text ? last : { text, value: this.parse(text) };
    // Whoever was asked for last stands last, and the first goes.
    this.#read.delete(organizationId);
    this.#read.set(organizationId, read);
    const [oldest] = this.#read.keys();
    if (this.#read.size > MOST && oldest !== undefined) this.#read.delete(oldest);
    return read.value;
  }
}
