import type { Ctx } from "@/lib/context";
import { badgesAskedFor, inChainOrder } from "@/lib/criteria/chains";
import { dependsOn } from "@/lib/criteria/depends-on";
import { areNamed, type People } from "@/lib/criteria/sql/people";
import type { Tx } from "@/lib/db";
import { activeDefinitions, type Definition } from "@/lib/evaluation/definition-queries";
import { evaluateAchievement, type Giving } from "@/lib/evaluation/evaluate-achievement";
import { type Failed, unlessItFails } from "@/lib/evaluation/evaluate-safely";
import { FOUND_NOTHING, type Found, hasBadges, sumFound } from "@/lib/evaluation/found";
import { judgedAt, prepareForMany } from "@/lib/evaluation/requests-service";
import { causeBits } from "@/lib/jobs/evaluation-requests";
import { assignTiers } from "@/lib/tiers/assign-service";

export type Work = Readonly<{
  people: People;
  /** What happened about each of the named people, as bits of `causeBits`; anything, when left out. */
  causes?: ReadonlyMap<string, number>;
  /** Only these achievements, and what follows from their badges; all active ones when left out. */
  achievementIds?: readonly string[];
  giving: Giving;
  /** Each achievement behind a savepoint of its own, because one of them has failed. */
  isCareful: boolean;
}>;

/** To more people than these, later rounds are not narrowed down. */
const FEW = 5_000;

/**
 * Evaluates these people inside the caller's transaction, each for the achievements that what happened can affect.
 * Badges that ask for other badges come after those, and are looked at again for whoever has just got one, until
 * nothing is new: chains of any length settle here. Then their recognition tiers, which badges may lift, and which
 * badges may ask for.
 */
export async function evaluatePeople(tx: Tx, ctx: Ctx, work: Work): Promise<Found> {
  const now = await judgedAt(tx, ctx);
  await prepareForMany(tx, work.people);
  const definitions = hasBadges(ctx) ? inChainOrder(await activeDefinitions(tx, ctx)) : [];
  const run = new Evaluation(tx, ctx, work, now, definitions);
  await run.everything();
  await run.tiers();
  return run.found();
}

/** One evaluation under way: who has got which badge in it, and what is still to be looked at because of that. */
class Evaluation {
  readonly #failed = new Map<string, Failed>();
  readonly #looked = new Set<string>();
  /** By achievement, the people whose new badges it has not been told of yet. */
  readonly #news = new Map<Definition, Set<string>>();
  #awarded = 0;
  #already = 0;
  #tiers = FOUND_NOTHING;

  constructor(
    private readonly tx: Tx,
    private readonly ctx: Ctx,
    private readonly work: Work,
    private readonly now: Date,
    private readonly definitions: readonly Definition[],
  ) {}

  async everything(): Promise<void> {
    const wanted = this.work.achievementIds && new Set(this.work.achievementIds);
    for (const definition of this.definitions) {
      const concerned = !wanted || wanted.has(definition.id) ? this.#concerned(definition) : [];
      await this.#look(definition, concerned);
    }
    await this.#settle();
  }

  /** Every look at news has given somebody a badge they did not have, so this ends. */
  async #settle(): Promise<void> {
    for (let due = this.#due(); due; due = this.#due()) await this.#look(due, []);
  }

  found(): Found {
    return {
      achievements: this.#looked.size,
      awarded: this.#awarded,
      already: this.#already,
      tiers: this.#tiers.tiers,
      failed: [...this.#failed.values()],
    };
  }

  /** A tier can give a badge, and a badge lift a tier: until neither does. A tier is given once, so this ends. */
  async tiers(): Promise<void> {
    let people = this.work.people;
    for (let isFirst = true; ; isFirst = false) {
      const { changed, already, ...news } = await assignTiers(this.tx, this.ctx, { people, now: this.now });
      // What stood before is what the first look found.
      const tiers = { ...news, already: isFirst ? already : 0 };
      this.#tiers = sumFound(this.#tiers, { ...FOUND_NOTHING, tiers });
      const before = this.#awarded;
      await this.#tellOfTiers(changed);
      if (this.#awarded === before) return;
      people = changed;
    }
  }

  async #tellOfTiers(people: readonly string[]): Promise<void> {
    if (people.length === 0) return;
    for (const definition of this.definitions) {
      if (dependsOn(definition.criteria).has("tier")) this.#tell(definition, people);
    }
    await this.#settle();
  }

  #due(): Definition | undefined {
    return this.definitions.find((definition) => (this.#news.get(definition)?.size ?? 0) > 0);
  }

  /** The people about whom something happened that this achievement depends on. */
  #concerned({ criteria, courseId }: Definition): People {
    const { people, causes } = this.work;
    if (!causes || !areNamed(people)) return people;
    const bits = [...dependsOn(criteria, courseId)].reduce((sum, cause) => sum | causeBits[cause], 0);
    return people.filter((userId) => ((causes.get(userId) ?? causeBits.everything) & bits) !== 0);
  }

  async #look(definition: Definition, concerned: People): Promise<void> {
    const people = this.#withNews(concerned, this.#news.get(definition));
    this.#news.delete(definition);
    if (this.#failed.has(definition.id) || (areNamed(people) && people.length === 0)) return;
    const { giving, isCareful } = this.work;
    const listeners = this.definitions.filter((other) => asksFor(other, definition));
    const mayMeet = isCareful || areNamed(people);
    const asked = { people, now: this.now, giving, mayMeet, isNamed: listeners.length > 0 };
    const evaluate = () => evaluateAchievement(this.tx, this.ctx, definition, asked);
    const outcome = isCareful
      ? await unlessItFails(this.tx, definition, evaluate, this.#failed)
      : await evaluate();
    if (!outcome) return;
    if (!this.#looked.has(definition.id)) this.#already += outcome.already;
    this.#looked.add(definition.id);
    this.#awarded += outcome.awarded;
    for (const listener of listeners) this.#tell(listener, outcome.awardedTo);
  }

  #withNews(concerned: People, news: ReadonlySet<string> | undefined): People {
    if (!news || news.size === 0) return concerned;
    if (!areNamed(concerned)) return concerned;
    return news.size > FEW ? this.work.people : [...new Set([...concerned, ...news])];
  }

  #tell(listener: Definition, people: readonly string[]): void {
    const news = this.#news.get(listener) ?? new Set();
    for (const userId of people) news.add(userId);
    this.#news.set(listener, news);
  }
}

/** Whether a badge of `given` can be what `definition` asks for. */
function asksFor(definition: Definition, given: Definition): boolean {
  const { keys, any } = badgesAskedFor(definition.criteria);
  return any || keys.includes(given.key);
}
