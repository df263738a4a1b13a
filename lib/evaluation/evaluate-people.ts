import type { Ctx } from "@/lib/context";
import { areNamed, type People } from "@/lib/criteria/sql/people";
import type { Tx } from "@/lib/db";
import { type Plan, planOf } from "@/lib/evaluation/definition-plan";
import type { Definition } from "@/lib/evaluation/definition-queries";
import { evaluateAchievement, FEW, type Giving, isOver } from "@/lib/evaluation/evaluate-achievement";
import { type Failed, unlessItFails } from "@/lib/evaluation/evaluate-safely";
import { FOUND_NOTHING, type Found, sumFound } from "@/lib/evaluation/found";
import { type Frame, readFrame } from "@/lib/evaluation/frame-queries";
import { type Look, lookAtFew } from "@/lib/evaluation/look-queries";
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
  /** What to go by, when the caller has read it. */
  frame?: Frame;
}>;

/** To more people than these, later rounds are not narrowed down. */
const MANY = 5_000;

/**
 * Evaluates these people inside the caller's transaction, each for the achievements that what happened can affect.
 * Badges that ask for other badges come after those, and are looked at again for whoever has just got one, until
 * nothing is new: chains of any length settle here. Then their recognition tiers, which badges may lift, and which
 * badges may ask for.
 */
export async function evaluatePeople(tx: Tx, ctx: Ctx, work: Work): Promise<Found> {
  const run = new Evaluation(tx, ctx, work, work.frame ?? (await readFrame(tx, ctx, work.people)));
  await run.everything();
  await run.tiers();
  return run.found();
}

/** One evaluation under way: who has got which badge in it, and what is still to be looked at because of that. */
class Evaluation {
  readonly #now: Date;
  readonly #ladder: Frame["ladder"];
  readonly #plan: Plan;
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
    { now, definitions, ladder }: Frame,
  ) {
    this.#now = now;
    this.#ladder = ladder;
    this.#plan = planOf(definitions);
  }

  async everything(): Promise<void> {
    const wanted = this.work.achievementIds && new Set(this.work.achievementIds);
    const look = await this.#lookAhead();
    for (const definition of this.#plan.inOrder) {
      const concerned = !wanted || wanted.has(definition.id) ? this.#concerned(definition) : [];
      await this.#look(definition, look ? this.#promising(definition, concerned, look) : concerned);
    }
    await this.#settle();
  }

  /** For a few people, one look at all that what happened can affect: most of it gives nobody anything. */
  async #lookAhead(): Promise<Look | null> {
    const { people, causes, achievementIds, isCareful } = this.work;
    if (isCareful || achievementIds || !areNamed(people) || people.length > FEW) return null;
    const happened = people.reduce((sum, userId) => sum | (causes?.get(userId) ?? causeBits.everything), 0);
    const { inOrder: all, bitsOf, bits } = this.#plan;
    const definitions = all.filter((definition) => (bitsOf(definition) & happened) !== 0);
    if (definitions.length === 0) return null;
    const name = String(happened & bits);
    return lookAtFew(this.tx, this.ctx, { all, name, definitions, people, now: this.#now });
  }

  /** Who of them may be awarded it; that they were looked at is noted here. */
  #promising(definition: Definition, concerned: People, look: Look): People {
    if (!areNamed(concerned) || concerned.length === 0) return concerned;
    this.#looked.add(definition.id);
    if (isOver(this.ctx, definition, this.#now)) return [];
    const held = concerned.map((userId) => look.held(definition.id, userId));
    this.#already += held.reduce((sum, badges) => sum + badges, 0);
    return concerned.filter((userId) => look.isNew(definition.id, userId));
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
      const { changed, already, ...news } = await assignTiers(this.tx, this.ctx, {
        people,
        now: this.#now,
        ladder: this.#ladder,
        isSilent: this.work.giving === "silent",
      });
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
    for (const definition of this.#plan.inOrder) {
      if ((this.#plan.bitsOf(definition) & causeBits.tier) !== 0) this.#tell(definition, people);
    }
    await this.#settle();
  }

  #due(): Definition | undefined {
    return this.#plan.inOrder.find((definition) => (this.#news.get(definition)?.size ?? 0) > 0);
  }

  /** The people about whom something happened that this achievement depends on. */
  #concerned(definition: Definition): People {
    const { people, causes } = this.work;
    if (!causes || !areNamed(people)) return people;
    const bits = this.#plan.bitsOf(definition);
    return people.filter((userId) => ((causes.get(userId) ?? causeBits.everything) & bits) !== 0);
  }

  async #look(definition: Definition, concerned: People): Promise<void> {
    const people = this.#withNews(concerned, this.#news.get(definition));
    this.#news.delete(definition);
    if (this.#failed.has(definition.id) || (areNamed(people) && people.length === 0)) return;
    const { giving, isCareful } = this.work;
    const listeners = this.#plan.listenersOf(definition);
    const mayMeet = isCareful || areNamed(people);
    const asked = { people, now: this.#now, giving, mayMeet, isNamed: listeners.length > 0 };
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
    return news.size > MANY ? this.work.people : [...new Set([...concerned, ...news])];
  }

  #tell(listener: Definition, people: readonly string[]): void {
    const news = this.#news.get(listener) ?? new Set();
    for (const userId of people) news.add(userId);
    this.#news.set(listener, news);
  }
}
