import { type Json, MOST_IN_LIST, parsed } from "@/lib/credential-check/parsed";
import type { PublicAnswer } from "@/lib/http/fetch-public";

/** What this installation publishes at a URL, as it would answer it. */
export type OwnDocument = Readonly<{ status: number; body: string }>;

export type Sources = Readonly<{
  /** Null: the URL is not one of ours. */
  documents: (url: string) => Promise<OwnDocument | null>;
  /** Any other URL; throws where there is no answer. */
  fetchPublic: (url: string) => Promise<PublicAnswer>;
  now: Date;
}>;

/** Asked for on behalf of one badge: its issuer, key, class and lists, and a few more. */
const MOST_READS = 10;

/** Reads what a badge refers to, each URL once, and not without end. */
export class Reader {
  private readonly answers = new Map<string, Promise<PublicAnswer | null>>();

  constructor(private readonly sources: Sources) {}

  get now(): Date {
    return this.sources.now;
  }

  /** What is at a URL, whatever its status; null: there was no answer, or too much has been asked already. */
  read(url: string): Promise<PublicAnswer | null> {
    const known = this.answers.get(url);
    if (known !== undefined) return known;
    if (this.answers.size >= MOST_READS) return Promise.resolve(null);
    const answer = this.ask(url);
    this.answers.set(url, answer);
    return answer;
  }

  /** The JSON object at a URL that answers with 200; else null. */
  async document(url: string): Promise<Json | null> {
    const answer = await this.read(url);
    if (answer?.status !== 200) return null;
    const found = parsed(Buffer.from(answer.bytes).toString("utf8"), MOST_IN_LIST);
    return "document" in found ? found.document : null;
  }

  private async ask(url: string): Promise<PublicAnswer | null> {
    try {
      const own = await this.sources.documents(url);
      if (own) return { status: own.status, bytes: Buffer.from(own.body), url };
      return await this.sources.fetchPublic(url);
    } catch {
      return null;
    }
  }
}
