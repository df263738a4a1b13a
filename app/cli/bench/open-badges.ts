import { achievementInput } from "@/lib/achievements/schema";
import { activateAchievement, createAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { heldAgainst } from "@/lib/credential-check/data-integrity";
import { methodAt } from "@/lib/credential-check/key-methods";
import { Reader } from "@/lib/credential-check/sources";
import { inTenant } from "@/lib/db";
import { importRecords } from "@/lib/imports/import-service";
import { addresses } from "@/lib/open-badges/addresses";
import { bakedImage } from "@/lib/open-badges/baked-image";
import { checkBadge } from "@/lib/open-badges/check-badge";
import { signingKey } from "@/lib/open-badges/key-service";
import { ownDocument } from "@/lib/open-badges/own-document";
import { publish } from "@/lib/open-badges/publish-service";
import { type Credential, withProof } from "@/lib/open-badges/sign";
import { say } from "../output";
import { compare, type Measurement, percentile, timed } from "./measure";
import { all } from "./requests";
import { withServer } from "./server";
import { asSuperuser, newOrganization, type Stage } from "./stage";

const HOLDERS = 1_000;
const REQUESTS = 3_000;
/** Signed anew in each repetition. */
const SIGNED = 200;
/** Judged in each repetition. */
const JUDGED = 100;

/** So many awards of one badge; answers their public hashes. */
async function awarded(stage: Stage, ctx: Ctx): Promise<string[]> {
  const people = Array.from({ length: HOLDERS }, (_, index) => ({
    person: `b-${index}`,
    name: `Person ${index}`,
    email: `person-${index}@example.org`,
  }));
  await importRecords(ctx, { kind: "people", records: people, fileName: "people.json" });
  const definition = achievementInput.parse({
    key: "ten",
    name: "Ten meetings",
    description: "Ten meetings led",
    category: "activity",
    triggerType: "activity_count",
    triggerThreshold: 10,
  });
  const { id } = await createAchievement(ctx, definition);
  await activateAchievement(ctx, { id });
  return asSuperuser(stage, async (client) => {
    const { rows } = await client.query<{ hash: string }>(
      `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, awarded_at)
       SELECT m.organization_id, v.achievement_id, v.id, m.user_id, 'once', 'import', '2026-06-01'
       FROM memberships m JOIN achievement_versions v ON v.organization_id = m.organization_id AND v.achievement_id = $2
       WHERE m.organization_id = $1 RETURNING public_hash AS hash`,
      [ctx.organization.id, id],
    );
    await client.query("ANALYZE");
    return rows.map(({ hash }) => hash);
  });
}

const ob3 = (key: string) => ({ kind: "award", key, form: "ob3" }) as const;

/** Everything that is kept of documents is forgotten, so that they are signed anew. */
const forget = (stage: Stage) =>
  asSuperuser(stage, (client) => client.query("TRUNCATE credential_documents"));

/** Credentials published for the first time, against their signatures alone. */
async function signing(stage: Stage, ctx: Ctx, hashes: readonly string[]): Promise<Measurement> {
  const key = await inTenant(ctx, (tx) => signingKey(tx, ctx, "Ed25519"));
  const first = hashes.slice(0, SIGNED);
  const drafts: Credential[] = [];
  for (const hash of first) {
    const { proof, ...draft } = JSON.parse((await publish(ctx, ob3(hash))) ?? "{}");
    drafts.push(draft);
  }
  const measured = await compare({
    group: "open-badges",
    name: `${SIGNED} credentials made, signed and kept : their proofs alone`,
    // Nobody has asked for a ratio here: it shows when what is around the signature becomes dear.
    bound: { atMost: 6 },
    ours: async () => {
      await forget(stage);
      return timed(async () => {
        for (const hash of first) await publish(ctx, ob3(hash));
      });
    },
    baseline: () =>
      timed(async () => {
        for (const draft of drafts)
          await withProof(draft, { slug: ctx.organization.slug, key, now: new Date() });
      }),
  });
  const rate = (milliseconds: number) => Math.round((SIGNED / milliseconds) * 1000);
  say(
    `open-badges: ${rate(measured.baseline)} proofs and ${rate(measured.ours)} credentials a second on one core`,
  );
  return measured;
}

/** Credentials as JSON, kept and asked for again, against an answer that never changes. */
const reading = (stage: Stage, hashes: readonly string[]): Promise<Measurement> =>
  withServer(stage, async (url) => {
    const from = "10.255.255.255";
    const path = (index: number) => `/ob/v3/credentials/${hashes[index % hashes.length]}.json`;
    const ours = () => all(url, REQUESTS, (index) => ({ path: path(index), from }));
    const baseline = () => all(url, REQUESTS, () => ({ path: "/empty/constant", from }));
    for (const warm of [ours, baseline]) await warm();
    const name = `${REQUESTS} credentials as JSON, kept : a constant JSON route`;
    return compare({ group: "open-badges", name, bound: { atLeast: 0.5 }, ours, baseline });
  });

/** A badge's file as somebody drops it, judged whole, against the signature in it alone. */
async function judging(hash: string): Promise<Measurement> {
  const file = await bakedImage(hash, { image: "png", format: "ob3" });
  const bytes = file?.content ?? new Uint8Array();
  const credential = JSON.parse((await ownDocument(addresses.credential(hash)))?.body ?? "{}");
  const sources = {
    documents: ownDocument,
    fetchPublic: () => Promise.reject(new Error("Nothing is read elsewhere here")),
    now: new Date(),
  };
  const method = await methodAt(credential.proof.verificationMethod, new Reader(sources));
  if (!method || !(await checkBadge({ bytes })).valid) throw new Error("The badge to be judged is not valid");
  const each = (work: () => Promise<unknown>) => async () => {
    const times: number[] = [];
    for (let count = 0; count < JUDGED; count += 1) times.push(await timed(work));
    return percentile(times, 0.5);
  };
  return compare({
    group: "open-badges",
    name: "a dropped badge judged : its signature alone (p50)",
    bound: { atMost: 10 },
    ours: each(() => checkBadge({ bytes })),
    baseline: each(() => heldAgainst(credential, credential.proof, method)),
  });
}

/** Open Badges as an issuer, each against the least it could cost. */
export async function openBadges(stage: Stage): Promise<Measurement[]> {
  const ctx = await newOrganization("issuer");
  const hashes = await awarded(stage, ctx);
  const measured = [await signing(stage, ctx, hashes), await reading(stage, hashes)];
  return [...measured, await judging(hashes[0] ?? "")];
}
