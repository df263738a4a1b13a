import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { previewEarlier } from "@/lib/certifications/completion-queries";
import { completionWork, issueCompleted, issueEarlier } from "@/lib/certifications/completion-service";
import { type CourseWorld, courseWorld, TODAY } from "@/lib/certifications/completions.test-support";
import { updateCertificationType } from "@/lib/certifications/type-service";
import { voidRegistration } from "@/lib/facts/registration-service";
import { runJob } from "@/lib/jobs/run-job";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

let database: TestDatabase;
let w: CourseWorld;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  w = await courseWorld(database);
});

describe("a completion that is taken back", () => {
  test("marks the certificate and revokes nothing; counted again, the mark goes, and no second one comes", async () => {
    const registration = await w.complete(await w.member(), "2026-06-10");
    await issueCompleted(w.at(TODAY));
    const turn = (status: string, day: string | null) =>
      w.query(
        "UPDATE course_registrations SET status = $2::course_registration_status, completed_on = $3 WHERE organization_id = $1",
        status,
        day,
      );
    const marks = () =>
      w.query<{ withdrawn: boolean }>(
        "SELECT withdrawn_at IS NOT NULL AS withdrawn FROM certification_completions WHERE organization_id = $1",
      );
    await turn("failed", null);
    await issueCompleted(w.at(TODAY));
    expect(await marks()).toEqual([{ withdrawn: true }]);
    await turn("completed", "2026-06-11");
    await issueCompleted(w.at(TODAY));
    expect(await marks()).toEqual([{ withdrawn: false }]);
    await voidRegistration(w.admin.ctx, { id: registration, reason: "Feil person" });
    await issueCompleted(w.at(TODAY));
    await issueCompleted(w.at(TODAY));
    expect(await marks()).toEqual([{ withdrawn: true }]);
    const [certificate] = await w.query<{ id: string; status: string }>(
      "SELECT id, status::text FROM certifications WHERE organization_id = $1",
    );
    expect(certificate?.status).toBe("active");
    const audited = await w.query<{ action: string }>(
      "SELECT action FROM audit_log WHERE organization_id = $1 AND subject_id = $2 ORDER BY seq",
      certificate?.id,
    );
    expect(audited.map(({ action }) => action.split(".")[1])).toEqual([
      "issued",
      "completion_withdrawn",
      "completion_restored",
      "completion_withdrawn",
    ]);
  });
});

describe("those who completed the course earlier", () => {
  const run = (runId: string) =>
    runJob({
      context: async () => w.at(TODAY),
      runId,
      works: { issue_completed: completionWork(2) },
      signal: new AbortController().signal,
    });

  test("are named before anything is done, and then get theirs in a run", async () => {
    const people = [await w.member(), await w.member(), await w.member()];
    await w.complete(people[0] ?? "", "2025-06-01");
    await w.complete(people[1] ?? "", "2026-01-10");
    await w.complete(people[2] ?? "", "2026-02-10");
    const preview = await previewEarlier(w.at(TODAY, w.admin.ctx), { id: w.type });
    expect(preview.rows.map(({ userId, outcome }) => [userId, outcome])).toEqual([
      [people[0], "already_over"],
      [people[1], "issued"],
      [people[2], "issued"],
    ]);
    expect(preview.total).toBe(3);
    expect(await w.certificates()).toEqual([]);
    const { id } = await issueEarlier(w.at(TODAY, w.admin.ctx), { id: w.type });
    await run(id);
    expect((await w.certificates()).map((one) => one.user_id)).toEqual(people.slice(1));
    const [row] = await w.query("SELECT status::text, done, result FROM job_runs WHERE organization_id = $1");
    expect(row).toEqual({
      status: "succeeded",
      done: 3,
      result: { issued: 2, alreadyHeld: 0, alreadyOver: 1 },
    });
    await expect(issueEarlier(w.at(TODAY, w.admin.ctx), { id: w.type })).rejects.toMatchObject({
      text: { key: "issuing.nobodyEarlier" },
    });
  });

  test("are for org admins, of a type that comes with a course", async () => {
    const coordinator = await createTestMember(database, w.ctx, { role: "coordinator" });
    await expect(previewEarlier(coordinator.ctx, { id: w.type })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(issueEarlier(coordinator.ctx, { id: w.type })).rejects.toMatchObject({ code: "forbidden" });
    await updateCertificationType(w.admin.ctx, {
      id: w.type,
      ...w.definition({ autoIssueCourseId: undefined }),
    });
    await expect(issueEarlier(w.admin.ctx, { id: w.type })).rejects.toMatchObject({
      text: { key: "issuing.noCourse" },
    });
  });
});
