import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getAchievementDetails } from "@/lib/achievements/detail-queries";
import type { AchievementInput } from "@/lib/achievements/schema";
import {
  activateAchievement,
  createAchievement,
  duplicateAchievement,
  updateAchievement,
} from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { define } from "@/lib/testing/achievements";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

const latest = async (id: string): Promise<Record<string, unknown>> =>
  (
    await database.everything.query(
      "SELECT number, definition FROM achievement_versions WHERE achievement_id = $1 ORDER BY number DESC LIMIT 1",
      [id],
    )
  ).rows[0];

const addCourse = (of: Ctx, code: string) =>
  database.everything.query(
    "INSERT INTO courses (organization_id, code, title) VALUES ($1, $2, 'Grunnkurs')",
    [of.organization.id, code],
  );

const everything = (changes: Partial<AchievementInput> = {}) =>
  define({
    tags: ["veileder", "samtale"],
    language: "nn",
    version: "2.0",
    imageCaption: "Ein stjerne",
    imageAuthorName: "Kari",
    imageAuthorEmail: "kari@example.org",
    imageAuthorUrl: "https://example.org/kari",
    issuerName: "Lokallaget",
    issuerUrl: "http://example.org",
    issuerContact: "lag@example.org",
    messageSubject: "Gratulerer, {name}",
    message: "Du har fått {achievement}.",
    attachment: false,
    notification: "weekly",
    alignments: [
      { name: "Veiledning", url: "http://data.europa.eu/esco/skill/1", framework: "ESCO", code: "S1" },
      { name: "Samtale", url: "https://example.org/2" },
    ],
    ...changes,
  });

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = (await createTestMember(database, await createTestOrganization(database), { role: "org_admin" })).ctx;
});

describe("what an achievement says beside its criteria", () => {
  test("is kept, read, published and copied, every field of it", async () => {
    await addCourse(ctx, "basic");
    const other = await createAchievement(ctx, define({ key: "other", name: "Den andre" }));
    const { id } = await createAchievement(
      ctx,
      everything({ type: "course", course: "basic", related: ["other"] }),
    );
    const said = {
      tags: ["veileder", "samtale"],
      language: "nn",
      imageAuthorEmail: "kari@example.org",
      issuerName: "Lokallaget",
      message: "Du har fått {achievement}.",
      attachment: false,
      notification: "weekly",
      type: "course",
      course: { code: "basic", title: "Grunnkurs" },
      alignments: [
        { name: "Veiledning", url: "http://data.europa.eu/esco/skill/1", framework: "ESCO", code: "S1" },
        { name: "Samtale", url: "https://example.org/2" },
      ],
      related: [{ id: other.id, key: "other", name: "Den andre" }],
    };
    expect(await getAchievementDetails(ctx, { id })).toMatchObject(said);
    const copy = await duplicateAchievement(ctx, { id });
    expect(await getAchievementDetails(ctx, copy)).toMatchObject(said);
    await activateAchievement(ctx, { id });
    expect((await latest(id)).definition).toMatchObject({
      tags: said.tags,
      alignments: said.alignments,
      related: ["other"],
      message_subject: "Gratulerer, {name}",
    });
  });

  test("may be nothing, and a version then has none of it", async () => {
    const { id } = await createAchievement(ctx, define());
    await activateAchievement(ctx, { id });
    const { definition } = (await latest(id)) as { definition: object };
    for (const field of ["tags", "alignments", "related", "revision"])
      expect(definition).not.toHaveProperty(field);
  });

  test("gives a version when only an alignment changed, and none when nothing did", async () => {
    const { id } = await createAchievement(ctx, everything());
    await activateAchievement(ctx, { id });
    await updateAchievement(ctx, { id, ...everything() });
    expect(await latest(id)).toMatchObject({ number: 1 });
    const [first] = everything().alignments;
    await updateAchievement(ctx, { id, ...everything({ alignments: first ? [first] : [] }) });
    expect(await latest(id)).toMatchObject({ number: 2, definition: { alignments: [first] } });
  });

  test("belongs to both of two related achievements, is said once, and both get a version", async () => {
    const a = await createAchievement(ctx, define({ key: "a" }));
    const b = await createAchievement(ctx, define({ key: "b" }));
    await activateAchievement(ctx, a);
    await activateAchievement(ctx, b);
    await updateAchievement(ctx, { id: b.id, ...define({ key: "b", related: ["a"] }) });
    await updateAchievement(ctx, { id: a.id, ...define({ key: "a", related: ["b"] }) });
    const { rows } = await database.everything.query(
      "SELECT count(*)::integer AS pairs FROM achievement_relations WHERE organization_id = $1",
      [ctx.organization.id],
    );
    expect(rows).toEqual([{ pairs: 1 }]);
    expect((await latest(a.id)).definition).toMatchObject({ related: ["b"] });
    expect((await latest(b.id)).definition).toMatchObject({ related: ["a"] });
    await updateAchievement(ctx, { id: a.id, ...define({ key: "a" }) });
    expect((await getAchievementDetails(ctx, { id: b.id })).related).toEqual([]);
    expect((await latest(b.id)).definition).not.toHaveProperty("related");
  });

  test("two people relate two achievements to each other at the same moment, and it is one pair", async () => {
    const a = await createAchievement(ctx, define({ key: "a" }));
    const b = await createAchievement(ctx, define({ key: "b" }));
    await Promise.all([
      updateAchievement(ctx, { id: a.id, ...define({ key: "a", related: ["b"] }) }),
      updateAchievement(ctx, { id: b.id, ...define({ key: "b", related: ["a"] }) }),
    ]);
    expect((await getAchievementDetails(ctx, { id: a.id })).related).toHaveLength(1);
    expect((await getAchievementDetails(ctx, { id: b.id })).related).toHaveLength(1);
  });
});
