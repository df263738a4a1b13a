import { expect, test } from "vitest";
import { env } from "@/lib/env";
import { turnOnDevice } from "@/lib/notifications/device-service";
import { postOffice, VALUES, wants } from "@/lib/notifications/post.test-support";
import { savePreferences } from "@/lib/notifications/preference-service";
import { NOTIFICATION_KINDS } from "@/lib/notifications/rules";
import { startReceiver } from "@/lib/testing/http-receiver";
import { pushDevice } from "@/lib/testing/push-device";

const post = postOffice();

/** As long as the database lets a name be, in letters that are two bytes and more, and that lines cannot break within. */
const LONGEST = [
  ["Norwegian letters", "Ø".repeat(200)],
  ["Chinese ones", "漢".repeat(200)],
  ["plain ones", "x".repeat(200)],
  ["signs that HTML and headers read otherwise", '\\"<&>'.repeat(40)],
] as const;

test.each(LONGEST)(
  "the longest of names stands whole in every letter, and on devices, in %s",
  async (_, name) => {
    env.HEDER_ALLOW_PRIVATE_WEBHOOKS = true;
    const service = await startReceiver();
    service.answer(201);
    try {
      const { userId } = post.kari;
      const phone = pushDevice(`${service.url}/phone`);
      await turnOnDevice(post.kari.ctx, phone.subscription);
      await post.database.everything.query("UPDATE memberships SET display_name = $2 WHERE user_id = $1", [
        userId,
        name,
      ]);
      const values = {
        ...VALUES,
        achievement: name,
        person: name,
        type: name,
        tier: name,
        about: name,
        people: name,
      };
      for (const kind of NOTIFICATION_KINDS) await post.tell(kind, { values });
      await post.deliver();
      expect(await post.states()).toEqual(NOTIFICATION_KINDS.map(() => "sent"));
      const bare = (text: string | undefined) => (text ?? "").replaceAll(/\s/g, "");
      for (const { text } of post.server.mails) expect(bare(text)).toContain(`${name}!`);
      const awarded = post.server.mails.find(({ subject }) => subject?.startsWith("Du har fått et merke"));
      expect(awarded?.subject).toBe(`Du har fått et merke: ${name}`);
      const shown = service.received.map(({ bytes }) => (phone.read(bytes) as { title: string }).title);
      expect(shown).toContain(`Du har fått et merke: ${name}`);
      expect(shown).toHaveLength(NOTIFICATION_KINDS.length);
    } finally {
      env.HEDER_ALLOW_PRIVATE_WEBHOOKS = false;
      await service.close();
    }
  },
);

test("a letter that collects many of them arrives whole as well", async () => {
  const [[, name]] = LONGEST;
  await post.rows("UPDATE memberships SET display_name = repeat('Ø', 200) WHERE organization_id = $1");
  await savePreferences(post.kari.ctx, wants({ digest: "daily" }));
  for (let at = 0; at < 5; at += 1)
    await post.tell("badge_awarded", { values: { ...VALUES, achievement: name } });
  await post.timePasses();
  await post.deliver();
  expect(post.server.mails).toHaveLength(1);
  expect(post.server.mails[0]?.text?.split(name)).toHaveLength(1 + 1 + 2 * 5);
});
