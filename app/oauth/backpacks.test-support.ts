import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type Backpack, startBackpack } from "@/app/oauth/server.test-support";
import { readAuthorization } from "@/lib/backpack-host/authorization";
import { allowApplication } from "@/lib/backpack-host/grant-service";
import { beginConnecting, finishConnecting } from "@/lib/backpacks/connect-service";
import { openFlow } from "@/lib/backpacks/flow";
import { addBackpack } from "@/lib/backpacks/provider-service";
import { pushToBackpacks } from "@/lib/backpacks/push-service";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { createTestAward, type TestAward } from "@/lib/open-badges/issuing.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

type World = {
  database: TestDatabase;
  backpack: Backpack;
  /** Where badges are awarded. */
  home: Ctx;
  admin: Ctx;
  award: TestAward;
  /** Whose they are, and the same person where their collection is. */
  holder: Ctx;
  keeper: Ctx;
  id: string;
};

/**
 * For each test an organisation that awards and one where its people keep what they earned, at a real HTTP server; a
 * person with an award; and the second as a backpack that the first one offers.
 */
export function backpacks() {
  const world = {} as World;
  const before = env.HEDER_URL;
  beforeAll(async () => {
    world.database = await testDatabase();
    env.HEDER_ALLOW_PRIVATE_WEBHOOKS = true;
  });
  afterAll(async () => {
    env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
    env.HEDER_URL = before;
    await world.database.close();
  });
  beforeEach(async () => {
    const { database } = world;
    world.backpack = await startBackpack();
    env.HEDER_URL = world.backpack.url;
    world.home = await createTestOrganization(database);
    world.admin = (await createTestMember(database, world.home, { role: "org_admin" })).ctx;
    world.award = await createTestAward(database, world.home);
    const { userId, email } = world.award;
    const actor = { kind: "user", userId, role: "peer_mentor", name: "Kari" } as const;
    world.holder = { ...world.home, actor };
    const elsewhere = await createTestOrganization(database);
    await database.everything.query(
      "INSERT INTO memberships (organization_id, user_id, display_name, email) VALUES ($1, $2, 'Kari', $3)",
      [elsewhere.organization.id, userId, email?.toLowerCase()],
    );
    world.keeper = { ...elsewhere, actor };
    const apiUrl = `${world.backpack.url}/ims/ob/v3p0`;
    world.id = (await addBackpack(world.admin, { apiVersion: "3.0", name: "Den andre", apiUrl })).id;
  });
  afterEach(() => world.backpack.close());

  /** The person says yes at the backpack; what the browser brings back, and what its cookie had kept. */
  const asked = async () => {
    const { location, sealed } = await beginConnecting(world.holder, { id: world.id });
    const read = await readAuthorization(new URL(location).searchParams);
    if (read.kind !== "request") throw new Error(`The request was ${read.kind}`);
    const answer = new URL(await allowApplication(world.keeper, read.request)).searchParams;
    const flow = openFlow(sealed, world.award.userId, Date.now());
    if (!flow) throw new Error("The flow is lost");
    return { answer, flow, sealed };
  };
  const connect = async (): Promise<string> => {
    const { answer, flow } = await asked();
    return (await finishConnecting(world.holder, flow, answer)).id;
  };
  const work = () => pushToBackpacks(world.home, new AbortController().signal);
  const rows = async (sql: string, ...values: unknown[]) =>
    (await world.database.everything.query(sql, values)).rows;
  const pushes = () =>
    rows(
      `SELECT state::text, attempts, last_error AS error, round(extract(epoch FROM next_attempt_at - updated_at))::integer AS pause
       FROM external_identifiers WHERE organization_id = $1 ORDER BY created_at, id`,
      world.home.organization.id,
    );
  const sentBadges = () =>
    world.backpack.asked.filter((one) => one === "POST /ims/ob/v3p0/credentials").length;
  return Object.assign(world, { asked, connect, work, rows, pushes, sentBadges });
}
