import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";

/** What a process holds of one key's tries until `endsAt`; with nothing left and `isSpent`, there are no more to be had. */
type Lease = { left: number; endsAt: number; isSpent: boolean };

/** So many keys are remembered; whoever is forgotten leases anew, and so loses tries rather than gains any. */
const MOST_KEYS = 20_000;

/**
 * A limit whose tries are taken from the database in blocks and then spent in memory: what strangers ask for most often
 * need not write a row each time. All processes together never let more through than the limit; with several of them
 * somebody may be stopped up to one block early in each.
 */
export class LeasedLimit {
  readonly #leases = new Map<string, Lease>();
  readonly #asked = new Map<string, Promise<void>>();

  /** `block` divides the limiter's points. */
  constructor(
    readonly limiter: RateLimiterAbstract,
    readonly block: number,
  ) {}

  /** Counts one try; tries at the same time all count. Throws the limiter's `RateLimiterRes` when there were too many. */
  async consume(key: string): Promise<void> {
    for (;;) {
      const lease = this.#held(key);
      if (lease && lease.left > 0) {
        lease.left -= 1;
        return;
      }
      if (lease?.isSpent) throw new RateLimiterRes(0, lease.endsAt - performance.now());
      await (this.#asked.get(key) ?? this.#ask(key));
    }
  }

  #held(key: string): Lease | undefined {
    const lease = this.#leases.get(key);
    if (!lease || lease.endsAt > performance.now()) return lease;
    this.#leases.delete(key);
    return undefined;
  }

  #ask(key: string): Promise<void> {
    const asked = this.#lease(key).finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    return asked;
  }

  async #lease(key: string): Promise<void> {
    const state = await this.limiter.consume(key, this.block).then(
      (leased) => ({ leased, isSpent: false }),
      (refused: unknown) => {
        if (refused instanceof RateLimiterRes) return { leased: refused, isSpent: true };
        throw refused;
      },
    );
    const left = state.isSpent ? 0 : this.block;
    const endsAt = performance.now() + state.leased.msBeforeNext;
    this.#leases.delete(key);
    this.#leases.set(key, { left, endsAt, isSpent: state.isSpent });
    const [oldest] = this.#leases.keys();
    if (this.#leases.size > MOST_KEYS && oldest !== undefined) this.#leases.delete(oldest);
  }
}
