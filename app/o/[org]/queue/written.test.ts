import { createTranslator } from "next-intl";
import { expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import type { QueueKind, QueueRow } from "@/lib/dashboard/queue-kinds";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { writtenQueue } from "./written";

vi.mock("next-intl/server", () => ({
  getLocale: async () => "en",
  getTranslations: async (namespace: string) =>
    createTranslator({ locale: "en", messages: readCatalogue("en"), namespace }),
}));

const ctx = { organization: { slug: "hlf", timeZone: "Europe/Oslo" } } as unknown as Ctx;
const waits = async (kind: QueueKind, more: Partial<QueueRow>) => {
  const row: QueueRow = {
    id: "1",
    person: "Kari",
    userId: "2",
    subject: "x",
    detail: kind === "jobs" ? "import" : null,
    at: new Date(),
    reason: null,
    said: null,
    isForOthers: false,
    ...more,
  };
  const [section] = await writtenQueue(ctx, [{ kind, count: 1, rows: [row] }], null);
  return { reasons: section?.rows[0]?.notes.slice(2), isStopped: section?.rows[0]?.isStopped };
};

test("a mail whose address bounced says so, what the server said and who can help, and is not tried again", async () => {
  expect(await waits("mails", { reason: "bounced", said: "550 no such mailbox" })).toEqual({
    reasons: [
      "The address does not take e-mail. An administrator can correct it, or try it again, on the person’s page.",
      "The recipient’s server said: 550 no such mailbox",
    ],
    isStopped: true,
  });
});

test.each<[QueueKind, Partial<QueueRow>, string]>([
  ["mails", { reason: "refused" }, "The mail server would not take this e-mail."],
  ["webhooks", { reason: "status", said: "503" }, "The server answered 503."],
  ["backpacks", { reason: "busy" }, "The backpack was busy."],
  ["jobs", { reason: '{"key": "dashboard.notFailed"}' }, "This has been sent already, or somebody"],
  ["jobs", { reason: '{"key": "x"}' }, "Something went wrong"],
  ["approvals", { reason: "Flink!" }, "Flink!"],
])("what failed of %s says why: %j", async (kind, more, sentence) => {
  const { reasons, isStopped } = await waits(kind, more);
  expect(reasons).toEqual([expect.stringContaining(sentence)]);
  expect(isStopped).toBe(false);
});

test("a reason without words is not shown by its name, and a revision of a badge is not spoken of twice", async () => {
  for (const kind of ["mails", "webhooks", "backpacks", "flagged"] as const)
    expect(await waits(kind, { reason: "x" })).toMatchObject({ reasons: [] });
});
