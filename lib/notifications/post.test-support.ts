import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { env } from "@/lib/env";
import { deliverNotifications } from "@/lib/notifications/delivery-service";
import { notify } from "@/lib/notifications/notify-service";
import { kindsIn } from "@/lib/notifications/preference-rules";
import type { MessagePreferences } from "@/lib/notifications/preference-schema";
import type { NotificationKind, NotificationValues } from "@/lib/notifications/rules";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { type MailServer, startMailServer } from "@/lib/testing/mail-server";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

type Member = Awaited<ReturnType<typeof createTestMember>>;

export const VALUES: NotificationValues = {
  achievement: "Brobygger",
  awardedDay: "2026-03-01",
  tier: "Sølv",
  period: "lifetime",
  number: "N-1",
  type: "Likeperson",
  ends: "never",
  lastDay: "2027-01-01",
  reason: "x",
  people: "Kari, Ola",
  count: 3,
  more: 1,
  what: "one",
  person: "Ola",
  job: "import",
  outcome: "succeeded",
  done: 3,
  total: 3,
  about: "Brobygger",
  answer: "Takk!",
  fromDay: "2026-12-01",
  toDay: "2026-12-24",
};

/** The kinds a peer mentor chooses among. */
export const own = kindsIn(["certificates", "recognition", "answers"]);

export const wants = (more: Partial<MessagePreferences> = {}): MessagePreferences => ({
  mail: [...own],
  push: [...own],
  digest: "every_time",
  ...more,
});

/** An organisation of its own for each test, with Kari and a mail server. */
export class Post {
  database!: TestDatabase;
  server!: MailServer;
  ctx!: Ctx;
  kari!: Member;

  async serve(behaviour: Parameters<typeof startMailServer>[0] = {}): Promise<void> {
    this.server = await startMailServer(behaviour);
    env.SMTP_URL = this.server.url;
    env.HEDER_URL = "https://heder.example.org";
  }

  tell = (
    kind: NotificationKind,
    { key = randomUUID() as string, userId = this.kari.userId, values = VALUES } = {},
  ) =>
    inTenant(this.ctx, (tx) =>
      notify(tx, this.ctx, [{ userId, kind, key, subject: { type: "badge", id: randomUUID() }, values }]),
    );

  deliver = () => deliverNotifications(this.ctx, new AbortController().signal);

  rows = async (sql: string) => (await this.database.everything.query(sql, [this.ctx.organization.id])).rows;

  states = async (): Promise<string[]> =>
    (
      await this.rows(
        `SELECT mail_state::text AS state, mail_in_digest AS collected FROM notifications WHERE organization_id = $1 ORDER BY created_at, id`,
      )
    ).map(({ state, collected }) => `${state}${collected ? " collected" : ""}`);

  /** All that waits for a moment is due now. */
  timePasses = () =>
    this.rows(
      "UPDATE notifications SET mail_next_try_at = now() WHERE organization_id = $1 AND mail_state = 'pending'",
    );
}

export function postOffice(): Post {
  const post = new Post();
  beforeAll(async () => {
    post.database = await testDatabase();
  });
  afterAll(() => post.database.close());
  beforeEach(async () => {
    post.ctx = await createTestOrganization(post.database, { name: "Hørselshemmede" });
    const email = `${randomUUID()}@example.org`;
    post.kari = await createTestMember(post.database, post.ctx, { name: "Kari", email });
    await post.serve();
  });
  afterEach(() => post.server.close());
  return post;
}
