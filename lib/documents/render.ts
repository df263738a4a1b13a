import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { repositoryRoot } from "@/lib/env";
import { AppError, msg } from "@/lib/errors";

/** A PNG that a document shows: templates find it as `/pictures/<id>.png`. */
export type DocumentPicture = Readonly<{ id: string; content: Uint8Array }>;

export type RenderOrder = Readonly<{
  template: "certificate" | "card" | "name-cards" | "year-review";
  /** What the template shows, as JSON. Every text in it stays text. */
  data: object;
  pictures: readonly DocumentPicture[];
  /** `svg` draws the first page alone, for a preview; a PDF is PDF/UA-1. */
  as: "pdf" | "svg";
  createdAt: Date;
}>;

type Waiting = Readonly<{
  order: RenderOrder;
  done: (bytes: Uint8Array) => void;
  failed: (error: unknown) => void;
}>;

type Answer = Readonly<{ bytes?: Uint8Array; error?: string }>;

/**
 * Node reads the thread's program from its place, in production too. The bundler must not follow it there and try to
 * pack the fonts: it cannot know what stands behind a URL.
 */
const THREAD = new URL(
  ["lib", "documents", "typst-worker.mjs"].join("/"),
  pathToFileURL(`${repositoryRoot}/`),
);

/** No document of ours takes this long; what does is given up, and its thread with it. */
const LONGEST_MS = 180_000;
/** More orders than this wait for one thread only when something is wrong. */
const MOST_WAITING = 100;

/** One thread and the orders that wait for it, in turn. */
class Lane {
  private worker: Worker | null = null;
  private readonly waiting: Waiting[] = [];
  private isBusy = false;

  order(order: RenderOrder): Promise<Uint8Array> {
    if (this.waiting.length >= MOST_WAITING) throw new AppError("unavailable", msg("documents.busy"));
    return new Promise((done, failed) => {
      this.waiting.push({ order, done, failed });
      this.next();
    });
  }

  private next(): void {
    const first = this.isBusy ? undefined : this.waiting.shift();
    if (!first) return;
    this.isBusy = true;
    void this.run(first.order)
      .then(first.done, first.failed)
      .finally(() => {
        this.isBusy = false;
        this.next();
      });
  }

  private async run({ createdAt, ...order }: RenderOrder): Promise<Uint8Array> {
    const worker = this.started();
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const ended = (code: number) => reject(new Error(`The thread that sets documents ended with ${code}`));
    const answered = ({ bytes, error }: Answer) => (bytes ? resolve(bytes) : reject(new Error(error)));
    const timer = setTimeout(() => void worker.terminate(), LONGEST_MS);
    worker.once("error", reject).once("exit", ended).once("message", answered).ref();
    worker.postMessage({ ...order, createdAt: Math.floor(createdAt.getTime() / 1000) });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      worker.off("error", reject).off("exit", ended).off("message", answered).unref();
    }
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(THREAD);
    // Between two orders it may end as well; the next one then starts another.
    worker.on("exit", () => {
      if (this.worker === worker) this.worker = null;
    });
    this.worker = worker;
    return worker;
  }
}

const lanes = { one: new Lane(), many: new Lane() };

/**
 * Sets a document in a thread of its own, one after the other; `many` is the way for long ones, so that a single one
 * never waits for a thousand pages. A failure is a bug or a machine without memory: no input makes one.
 */
export const render = (order: RenderOrder, lane: keyof typeof lanes = "one"): Promise<Uint8Array> =>
  lanes[lane].order(order);
