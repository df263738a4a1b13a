import { describe, expect, test } from "vitest";
import { postOffice, wants } from "@/lib/notifications/post.test-support";
import { savePreferences } from "@/lib/notifications/preference-service";
import { killHard, startKillable } from "@/lib/testing/killed-worker";

const post = postOffice();

describe("a digest", () => {
  test("is one letter in the organisation's morning; what cannot wait goes out at once", async () => {
    await savePreferences(post.kari.ctx, wants({ digest: "daily" }));
    for (const kind of ["badge_awarded", "certificate_issued", "certificate_revoked"] as const)
      await post.tell(kind);
    await Promise.all([post.deliver(), post.deliver()]);
    expect(post.server.mails.map(({ subject }) => subject)).toEqual([
      "Sertifikatet ditt er trukket tilbake: Likeperson",
    ]);
    const [{ hour }] = await post.rows(
      `SELECT DISTINCT to_char(mail_next_try_at AT TIME ZONE 'Europe/Oslo', 'HH24:MI') AS hour FROM notifications
       WHERE organization_id = $1 AND mail_state = 'pending'`,
    );
    expect(hour).toBe("08:00");
    await post.timePasses();
    await Promise.all([post.deliver(), post.deliver(), post.deliver()]);
    expect(post.server.mails).toHaveLength(2);
    expect(post.server.mails[1]?.subject).toBe("Hørselshemmede: 2 meldinger til deg");
    for (const said of [
      "Brobygger",
      "Du har fått et nytt sertifikat",
      "https://heder.example.org/unsubscribe/",
    ])
      expect(post.server.mails[1]?.text).toContain(said);
    expect(await post.states()).toEqual(["sent collected", "sent collected", "sent"]);
  });

  test("that is chosen collects what waits, and sends it when it is no more wanted", async () => {
    await post.tell("badge_awarded");
    await post.tell("tier_reached");
    await savePreferences(post.kari.ctx, wants({ digest: "weekly" }));
    expect(await post.states()).toEqual(["pending collected", "pending collected"]);
    await post.deliver();
    expect(post.server.mails).toEqual([]);
    await savePreferences(post.kari.ctx, wants());
    await post.deliver();
    expect(post.server.mails).toHaveLength(2);
  });

  test("arrives once after the mail post.server was down, with what came meanwhile", async () => {
    await savePreferences(post.kari.ctx, wants({ digest: "daily" }));
    await post.tell("badge_awarded");
    await post.timePasses();
    const { port } = post.server;
    await post.server.close();
    await post.deliver();
    expect(await post.states()).toEqual(["pending collected"]);
    await post.tell("tier_reached");
    await post.serve({ port });
    await post.timePasses();
    await post.deliver();
    await post.deliver();
    expect(post.server.mails.map(({ subject }) => subject)).toEqual(["Hørselshemmede: 2 meldinger til deg"]);
  });

  test("whose worker is killed while it sends is not sent again, as a whole", async () => {
    await savePreferences(post.kari.ctx, wants({ digest: "daily" }));
    await post.tell("badge_awarded");
    await post.tell("tier_reached");
    await post.timePasses();
    await post.server.close();
    await post.serve({ isSilent: true });
    // What the tests before have left is nothing to the worker.
    await post.rows(
      "UPDATE notifications SET mail_state = 'none', mail_next_try_at = NULL WHERE organization_id <> $1 AND mail_state = 'pending'",
    );
    const taken = post.server.next();
    const child = await startKillable(post.database, "{}", {
      jobs: ["notifications.deliver"],
      environment: { SMTP_URL: post.server.url },
    });
    await taken;
    await killHard(child);
    await post.server.close();
    await post.serve();
    await post.rows(
      "UPDATE notifications SET mail_state_at = now() - interval '11 minutes' WHERE organization_id = $1",
    );
    await post.deliver();
    expect(await post.states()).toEqual(["unknown collected", "unknown collected"]);
    expect(post.server.mails).toEqual([]);
  });
});
