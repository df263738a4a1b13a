import { randomBytes } from "node:crypto";
import { hashPassword } from "@/lib/auth/password";
import type { Ctx } from "@/lib/context";
import { importRecords } from "@/lib/imports/import-service";
import { SMALL } from "./generated";
import { generatedWithAwards } from "./generated-awards";
import { compare, type Measurement, median, timed } from "./measure";
import { search } from "./search";
import { signIn, withServer } from "./server";
import { asSuperuser, newOrganization, type Stage } from "./stage";

const EMAIL = "bench@heder.example";
const REQUESTS = 40;
const WARM_ROUNDS = 4;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** An organisation in which each of `people` holds one badge. */
async function organizationWith(slug: string, people: number): Promise<Ctx> {
  const ctx = await newOrganization(slug);
  const persons = numbers(people).map((number) => ({ person: `p-${number}`, name: `Person ${number}` }));
  await importRecords(ctx, { kind: "people", records: persons, fileName: "people.json" });
  const achievement = { key: "present", name: "Present", category: "community", trigger_type: "manual" };
  await importRecords(ctx, { kind: "achievements", records: [achievement], fileName: "achievements.json" });
  const held = persons.map(({ person }, index) => ({
    person,
    achievement: achievement.key,
    awarded_at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
  }));
  await importRecords(ctx, { kind: "awards", records: held, fileName: "awards.json" });
  return ctx;
}

/** One account that is an administrator of all these organisations. */
async function administratorOf(stage: Stage, organizations: readonly Ctx[]): Promise<string> {
  const password = randomBytes(18).toString("hex");
  const hash = await hashPassword(password);
  await asSuperuser(stage, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      "INSERT INTO users (email, name, password_hash) VALUES ($1, 'Bench', $2) RETURNING id",
      [EMAIL, hash],
    );
    for (const { organization } of organizations) {
      await client.query(
        "INSERT INTO memberships (organization_id, user_id, display_name, role) VALUES ($1, $2, 'Bench', 'org_admin')",
        [organization.id, rows[0]?.id],
      );
    }
  });
  return password;
}

/** Milliseconds of the median request, read to its last byte. Throws when the page is not the page: has not `shows`. */
async function request(address: string, cookie: string, shows: string): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < REQUESTS; number += 1) {
    times.push(
      await timed(async () => {
        const answer = await fetch(address, { headers: { cookie }, redirect: "manual" });
        const text = await answer.text();
        // Below a skeleton, what is not found comes with a good status.
        if (answer.status !== 200 || !text.includes(shows))
          throw new Error(`${address} answered ${answer.status} without ${shows}`);
      }),
    );
  }
  return median(times);
}

/** Of somebody who has many badges. */
const profileOf = (stage: Stage, { organization }: Ctx): Promise<string> =>
  asSuperuser(stage, async (client) => {
    const { rows } = await client.query<{ user_id: string }>(
      "SELECT user_id FROM memberships WHERE organization_id = $1 AND external_ref = 'p-1'",
      [organization.id],
    );
    return `/o/${organization.slug}/mentors/${rows[0]?.user_id}`;
  });

/**
 * Pages of large organisations, against an empty page and against the same page of a small one: the badges of an
 * organisation with 10,000 of them, and the dashboard and a profile where everybody has ten of them. And people found
 * as somebody types, by the service and by the page.
 */
export async function pages(stage: Stage): Promise<Measurement[]> {
  const many = await organizationWith("many", 10_000);
  const few = await organizationWith("few", 100);
  const small = await generatedWithAwards(stage, SMALL);
  const large = await generatedWithAwards(stage, stage.people);
  const password = await administratorOf(stage, [many, few, small, large]);
  const pairs = [
    ["the list of 10,000 badges", "/o/many/badges", "the list of 100", "/o/few/badges", "Present"],
    [
      `the dashboard of ${stage.people} people`,
      `/o/${large.organization.slug}`,
      `the dashboard of ${SMALL}`,
      `/o/${small.organization.slug}`,
      // Which rows stand there is by chance; that there are some is not.
      'id="queue-nearly"',
    ],
    [
      `a profile among ${stage.people} people`,
      await profileOf(stage, large),
      `a profile among ${SMALL}`,
      await profileOf(stage, small),
      "referrals-4",
    ],
    [
      `people found as one types among ${stage.people}`,
      `/api/internal/${large.organization.slug}/search?q=person+12`,
      `people found among ${SMALL}`,
      `/api/internal/${small.organization.slug}/search?q=person+12`,
      "Person 12",
    ],
  ] as const;
  const typed = await search(stage, large);
  return withServer(stage, async (url) => {
    const cookie = await signIn(url, EMAIL, password);
    const page = (path: string, shows: string) => () => request(url + path, cookie, shows);
    const empty = page("/empty", "</html>");
    const measurements = [...typed];
    for (const [name, path, smaller, smallPath, shows] of pairs) {
      const [ours, baseline] = [page(path, shows), page(smallPath, shows)];
      // A server that has been running for a while has compiled what it runs often.
      for (let round = 0; round < WARM_ROUNDS; round += 1)
        for (const warm of [ours, baseline, empty]) await warm();
      const common = { group: "pages", ours } as const;
      measurements.push(
        await compare({ ...common, name: `${name} : an empty page`, bound: { atMost: 3 }, baseline: empty }),
        await compare({ ...common, name: `${name} : ${smaller}`, bound: { atMost: 1.3 }, baseline }),
      );
    }
    return measurements;
  });
}
