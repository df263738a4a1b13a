import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { recordActivity } from "@/lib/facts/activity-service";
import { past } from "@/lib/facts/facts.test-support";
import { answerMistake } from "@/lib/mistakes/answer-service";
import { aboutMistake, getMistake, listMistakes, listOwnMistakes } from "@/lib/mistakes/queries";
import { reportMistake } from "@/lib/mistakes/report-service";
import { MOST_OPEN } from "@/lib/mistakes/rules";
import { mistakeAnswer, mistakeReport } from "@/lib/mistakes/schema";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
type Member = Awaited<ReturnType<typeof createTestMember>>;
let kari: Member;
let per: Member;
let admin: Member;
let mentor: Member;
let foreign: Member;

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = await createTestMember(database, organization, { role: "coordinator" });
  per = await createTestMember(database, organization, { role: "coordinator" });
  admin = await createTestMember(database, organization, { role: "org_admin" });
  foreign = await createTestMember(database, await createTestOrganization(database), { role: "org_admin" });
});
afterAll(() => database.close());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "accepted",
    (error) => (error instanceof AppError ? error.code : error),
  );
const missing = (text = "Besøket i mars mangler") => ({
  subject: "missing" as const,
  text,
  idempotencyKey: randomUUID(),
});
const newMentor = () => createTestMember(database, organization);
const activityOf = async ({ userId }: Member) =>
  (await recordActivity(kari.ctx, { userId, kind: "besøk", ...past() })).id;
const notices = async (kind: string, id: string) =>
  (
    await database.everything.query<{ user_id: string; values: object }>(
      `SELECT user_id, "values" FROM notifications WHERE kind = $1::notification_kind AND subject_id = $2 ORDER BY user_id`,
      [kind, id],
    )
  ).rows;

describe("reporting", () => {
  test("keeps the words, and tells everybody who looks after others", async () => {
    mentor = await newMentor();
    const activity = await activityOf(mentor);
    const { id } = await reportMistake(mentor.ctx, {
      subject: "activity",
      id: activity,
      text: "Det var i april",
      idempotencyKey: randomUUID(),
    });
    expect(await listOwnMistakes(mentor.ctx)).toMatchObject([
      { id, status: "open", subject: "activity", aboutId: activity, name: "besøk", text: "Det var i april" },
    ]);
    const told = await notices("mistake_reported", id);
    expect(told.map((one) => one.user_id)).toEqual([kari.userId, per.userId, admin.userId].sort());
    expect(told[0]?.values).toEqual({ person: mentor.name, about: "besøk" });
    const { rows } = await database.everything.query("SELECT after FROM audit_log WHERE subject_id = $1", [
      id,
    ]);
    expect(rows).toEqual([{ after: { subject: "activity", about: activity } }]);
  });

  test("is about what is one's own: another's, a foreign and an unknown thing are alike", async () => {
    mentor = await newMentor();
    const other = await newMentor();
    const activity = await activityOf(other);
    const about = (id: string) => ({
      subject: "activity" as const,
      id,
      text: "x",
      idempotencyKey: randomUUID(),
    });
    expect(await codeOf(reportMistake(mentor.ctx, about(activity)))).toBe("not_found");
    expect(await codeOf(reportMistake(mentor.ctx, about(randomUUID())))).toBe("not_found");
    expect(await codeOf(reportMistake(foreign.ctx, about(activity)))).toBe("not_found");
    expect(await codeOf(aboutMistake(mentor.ctx, { about: "activity", id: activity }))).toBe("not_found");
    expect(await aboutMistake(other.ctx, { about: "activity", id: activity })).toMatchObject({
      name: "besøk",
    });
  });

  test("is one report however often it is sent, also at once", async () => {
    mentor = await newMentor();
    const input = missing();
    const sent = await Promise.all([1, 2, 3].map(() => reportMistake(mentor.ctx, input)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await listOwnMistakes(mentor.ctx)).toHaveLength(1);
  });

  test("stops where ten wait, also when they are sent at once", async () => {
    mentor = await newMentor();
    const all = await Promise.all(
      Array.from({ length: MOST_OPEN + 4 }, () => codeOf(reportMistake(mentor.ctx, missing()))),
    );
    expect(all.filter((code) => code === "accepted")).toHaveLength(MOST_OPEN);
    expect(all.filter((code) => code === "rate_limited")).toHaveLength(4);
  });

  test("is for members: a global administrator has nothing of their own here", async () => {
    const global = {
      ...kari.ctx,
      actor: { kind: "user", userId: foreign.userId, role: "global_admin", name: "G" },
    };
    expect(await codeOf(reportMistake(global as Ctx, missing()))).toBe("forbidden");
    expect(await codeOf(reportMistake(organization, missing()))).toBe("forbidden");
  });

  test.each([
    ["without words", { text: "  " }],
    ["too long", { text: "x".repeat(2001) }],
    ["what cannot be kept", { text: "a\u0000b" }],
    ["about a badge without saying which", { subject: "badge" }],
    ["about something that is missing, and saying which", { id: randomUUID() }],
    ["about something else", { subject: "person" }],
    ["of somebody else", { reporterUserId: randomUUID() }],
  ])("does not take one %s", (_, change) => {
    expect(mistakeReport.safeParse({ ...missing(), ...change }).success).toBe(false);
  });
});

describe("answering", () => {
  const reported = async () => {
    mentor = await newMentor();
    return (await reportMistake(mentor.ctx, missing())).id;
  };

  test("is done once, in words the reporter is told", async () => {
    const id = await reported();
    await answerMistake(kari.ctx, { id, outcome: "resolved", answer: "Nå er det registrert." });
    expect(await getMistake(per.ctx, id)).toMatchObject({
      status: "resolved",
      answer: "Nå er det registrert.",
      answeredBy: kari.name,
      person: mentor.name,
      isOwn: false,
    });
    expect(await notices("mistake_answered", id)).toEqual([
      { user_id: mentor.userId, values: { about: "", outcome: "resolved", answer: "Nå er det registrert." } },
    ]);
    expect(await codeOf(answerMistake(per.ctx, { id, outcome: "dismissed", answer: "Nei" }))).toBe(
      "conflict",
    );
  });

  test("of two at once is the first's", async () => {
    const id = await reported();
    const codes = await Promise.all(
      [kari, per].map(({ ctx }) => codeOf(answerMistake(ctx, { id, outcome: "resolved", answer: "x" }))),
    );
    expect(codes.sort()).toEqual(["accepted", "conflict"]);
  });

  test("is left to another where it is one's own", async () => {
    const { id } = await reportMistake(kari.ctx, missing());
    expect((await getMistake(kari.ctx, id)).isOwn).toBe(true);
    expect(await codeOf(answerMistake(kari.ctx, { id, outcome: "resolved", answer: "x" }))).toBe("forbidden");
    expect((await notices("mistake_reported", id)).map((one) => one.user_id)).not.toContain(kari.userId);
  });

  test("is not for peer mentors, and not for other organisations", async () => {
    const id = await reported();
    expect(await codeOf(answerMistake(mentor.ctx, { id, outcome: "resolved", answer: "x" }))).toBe(
      "forbidden",
    );
    expect(await codeOf(getMistake(mentor.ctx, id))).toBe("forbidden");
    expect(await codeOf(answerMistake(foreign.ctx, { id, outcome: "resolved", answer: "x" }))).toBe(
      "not_found",
    );
    expect(await codeOf(getMistake(foreign.ctx, id))).toBe("not_found");
    expect(mistakeAnswer.safeParse({ id, outcome: "open", answer: "x" }).success).toBe(false);
  });
});

test("the queue has the open ones, newest first, and the answered ones apart", async () => {
  const elsewhere = await createTestOrganization(database);
  const looks = await createTestMember(database, elsewhere, { role: "coordinator" });
  const asks = await createTestMember(database, elsewhere);
  const ids: string[] = [];
  for (const text of ["a", "b", "c"]) ids.push((await reportMistake(asks.ctx, missing(text))).id);
  await answerMistake(looks.ctx, { id: ids[1] ?? "", outcome: "dismissed", answer: "x" });
  const shown = async (shown: "open" | "answered") =>
    (await listMistakes(looks.ctx, { shown, after: undefined, before: undefined })).rows.map(({ id }) => id);
  expect(await shown("open")).toEqual([ids[2], ids[0]]);
  expect(await shown("answered")).toEqual([ids[1]]);
});

test("an erased person's reports are gone with their words", async () => {
  mentor = await newMentor();
  await reportMistake(mentor.ctx, missing());
  await database.everything.query("UPDATE users SET erased_at = now() WHERE id = $1", [mentor.userId]);
  expect(await listOwnMistakes(mentor.ctx)).toEqual([]);
});
