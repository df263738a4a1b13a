import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AchievementDefinition } from "@/lib/achievements/schema";
import { createAchievement, updateAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { placeholders, unknownPlaceholders } from "@/lib/notifications/placeholder-rules";
import { define } from "@/lib/testing/achievements";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  database = await testDatabase();
  ctx = (await createTestMember(database, await createTestOrganization(database), { role: "org_admin" })).ctx;
});
afterAll(() => database.close());

const known = () =>
  define({ key: `a_${randomUUID().replaceAll("-", "")}`, message: "Hei {name}", messageSubject: "{date}" });

describe("a placeholder that nobody fills in", () => {
  test.each(["message", "messageSubject"] as const)(
    "is refused in %s by whatever saves it",
    async (field) => {
      const wrong = (definition: AchievementDefinition) => ({ ...definition, [field]: "Hei {navn}!" });
      const refused = { code: "invalid", fields: { [field]: { key: "achievements.unknownPlaceholders" } } };
      await expect(createAchievement(ctx, wrong(known()))).rejects.toMatchObject(refused);
      const definition = known();
      const { id } = await createAchievement(ctx, definition);
      await expect(updateAchievement(ctx, { ...wrong(definition), id })).rejects.toMatchObject(refused);
      const column = { message: "message", messageSubject: "message_subject" }[field];
      const write = (text: string) =>
        database.everything.query(`UPDATE achievements SET ${column} = $2 WHERE id = $1`, [id, text]);
      await expect(write("{navn}")).rejects.toMatchObject({
        constraint: `achievements_${column}_placeholders`,
      });
    },
  );

  test("is the same to the database as to who writes it", async () => {
    const { id } = await createAchievement(ctx, known());
    const texts = [
      ...placeholders.flatMap((name) => [
        `{${name}}`,
        `{ ${name} }`,
        `a {${name}} {${name}} b`,
        `{${name}x}`,
        `{x${name}}`,
      ]),
      ..."{}|{ }|{|}|}{|{{name}}|{name|{na me}|{Name}|{link}{|{\n link }|ingen|{name}{x}|{constructor}".split(
        "|",
      ),
    ];
    for (const text of texts) {
      const isTaken = await database.everything
        .query("UPDATE achievements SET message = $2 WHERE id = $1", [id, text])
        .then(
          () => true,
          () => false,
        );
      expect([text, isTaken]).toEqual([text, unknownPlaceholders(text).length === 0]);
    }
  });
});
