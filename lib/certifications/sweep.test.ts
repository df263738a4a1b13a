import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sweepCertifications } from "@/lib/certifications/expiry-service";
import { type CertificateLife, certificateLife } from "@/lib/certifications/life.test-support";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

let database: TestDatabase;
let life: CertificateLife;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  life = await certificateLife(database);
});

const sweep = (moment: string) => sweepCertifications(life.at(moment, life.ctx));

/** Certificates of as many people, straight in the table: the first half ends on 1 June 2026, the rest on 20 June. */
const issueMany = (count: number) =>
  database.everything.query(
    `WITH people AS (
       INSERT INTO users (name) SELECT 'Person ' || n FROM generate_series(1, $3::int) n RETURNING id
     ), members AS (
       INSERT INTO memberships (organization_id, user_id, display_name, role)
       SELECT $1, id, 'Person', 'peer_mentor' FROM people RETURNING user_id
     )
     INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at, source)
     SELECT $1, user_id, $2, $4 || '-2025-' || lpad((row_number() OVER ())::text, 5, '0'), '2025-06-01',
       CASE WHEN row_number() OVER () * 2 <= $3 THEN '2026-06-01' ELSE '2026-06-20' END::timestamptz, 'import'
     FROM members`,
    [life.ctx.organization.id, life.type, count, life.ctx.organization.certificatePrefix],
  );
const counted = async () => {
  const [statuses] = await life.rows(`
    SELECT count(*) FILTER (WHERE status = 'expired')::int AS expired,
      count(*) FILTER (WHERE status = 'expiring_soon' AND expiry_warning_sent_at IS NOT NULL)::int AS warned
    FROM certifications WHERE organization_id = $1`);
  return statuses;
};
const told = () =>
  life.rows(
    "SELECT kind::text AS kind, count(*)::int AS n, count(DISTINCT subject_id)::int AS of FROM notifications WHERE organization_id = $1 GROUP BY kind ORDER BY 1",
  );

describe("a sweep", () => {
  test("warns with state, time, notification, record and announcement in one, and evaluates nobody for it", async () => {
    const { id } = await life.issue("2025-06-10");
    await database.everything.query(
      "INSERT INTO webhooks (organization_id, url, events, secret) VALUES ($1, 'https://example.org/h', '{certification.expiring_soon,certification.expired}', 'x')",
      [life.ctx.organization.id],
    );
    await life.rows("DELETE FROM evaluation_requests WHERE organization_id = $1");
    expect(await sweep("2026-06-01")).toEqual({ warned: 1, expired: 0 });
    expect(await life.stored(id)).toMatchObject({
      status: "expiring_soon",
      expiry_warning_sent_at: new Date("2026-06-01T12:00:00Z"),
    });
    const key =
      "SELECT idempotency_key FROM notifications WHERE organization_id = $1 AND kind = 'certificate_expiring'";
    expect(await life.rows(key)).toEqual([
      { idempotency_key: `certificate_expiring:${id}:2026-06-10T12:00:00.000Z` },
    ]);
    expect(await life.events(id)).toEqual(["issued", "expiring_soon"]);
    expect(await life.rows("SELECT FROM evaluation_requests WHERE organization_id = $1")).toEqual([]);
    expect(await sweep("2026-06-10")).toEqual({ warned: 0, expired: 1 });
    expect(await life.rows("SELECT FROM evaluation_requests WHERE organization_id = $1")).toHaveLength(1);
    expect(await life.events(id)).toEqual(["issued", "expiring_soon", "expired"]);
    expect(await life.notices()).toEqual([
      "certificate_issued",
      "certificate_expiring",
      "certificate_expired",
    ]);
    expect(
      await life.rows("SELECT event FROM webhook_deliveries WHERE organization_id = $1 ORDER BY created_at"),
    ).toEqual([{ event: "certification.expiring_soon" }, { event: "certification.expired" }]);
  });

  test("takes thousands in chunks, and four at once warn everybody once", async () => {
    await issueMany(2400);
    const swept = await Promise.all(Array.from({ length: 4 }, () => sweep("2026-06-10")));
    const sum = (of: "warned" | "expired") => swept.reduce((total, one) => total + one[of], 0);
    expect([sum("warned"), sum("expired")]).toEqual([1200, 1200]);
    expect(await counted()).toEqual({ expired: 1200, warned: 1200 });
    expect(await told()).toEqual([
      { kind: "certificate_expired", n: 1200, of: 1200 },
      { kind: "certificate_expiring", n: 1200, of: 1200 },
    ]);
    expect(await sweep("2026-06-10")).toEqual({ warned: 0, expired: 0 });
  });

  test("stopped between chunks it goes on where it was, and nobody hears of it twice", async () => {
    await issueMany(1200);
    // The third chunk finds somebody whom nobody may tell: as if the power went there.
    await database.everything.query(`
      CREATE FUNCTION power_cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM certifications WHERE organization_id = NEW.organization_id AND status = 'expired') > 500
          THEN RAISE EXCEPTION 'the power is cut'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER power_cut BEFORE INSERT ON notifications FOR EACH ROW EXECUTE FUNCTION power_cut()`);
    await expect(sweep("2026-06-10")).rejects.toThrow("the power is cut");
    await database.everything.query("DROP TRIGGER power_cut ON notifications; DROP FUNCTION power_cut()");
    expect(await counted()).toEqual({ expired: 500, warned: 0 });
    expect(await told()).toEqual([{ kind: "certificate_expired", n: 500, of: 500 }]);
    expect(await sweep("2026-06-10")).toEqual({ warned: 600, expired: 100 });
    expect(await told()).toEqual([
      { kind: "certificate_expired", n: 600, of: 600 },
      { kind: "certificate_expiring", n: 600, of: 600 },
    ]);
  });

  test("warns who was given a certificate inside its window already, and who came with one from elsewhere", async () => {
    const month = await createTestCertificationType(database, life.ctx, {
      validityMonths: 1,
      warningDays: 60,
    });
    const { id } = await life.issue("2026-06-01", { certificationTypeId: month });
    const { userId } = await createTestMember(database, life.ctx);
    await database.everything.query(
      `INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at, source, status)
       VALUES ($1, $2, $3, $4, '2025-06-05', '2026-06-05', 'import', 'expiring_soon')`,
      [life.ctx.organization.id, userId, life.type, `${life.ctx.organization.certificatePrefix}-2025-00077`],
    );
    expect(await sweep("2026-06-01")).toEqual({ warned: 2, expired: 0 });
    expect((await life.stored(id)).status).toBe("expiring_soon");
    expect(await sweep("2026-06-02")).toEqual({ warned: 0, expired: 0 });
  });

  test("warns nobody of what is renewed, revoked, over or for life", async () => {
    const renewed = await life.issue("2025-06-10");
    await life.renew("2026-05-01", renewed.id);
    const lifetime = await createTestCertificationType(database, life.ctx, { validityMonths: null });
    await life.issue("2025-06-10", { certificationTypeId: lifetime });
    const other = await createTestMember(database, life.ctx);
    await life.revoke("2025-07-01", (await life.issue("2025-06-10", { userId: other.userId })).id);
    expect(await sweep("2026-06-01")).toEqual({ warned: 0, expired: 0 });
    expect((await life.notices()).filter((kind) => kind === "certificate_expiring")).toEqual([]);
  });

  test("does nothing with the module off, and only in its organisation", async () => {
    const { id } = await life.issue("2025-06-10");
    const off = { ...life.at("2026-06-01", life.ctx), modules: new Set<never>() };
    expect(await sweepCertifications(off)).toEqual({ warned: 0, expired: 0 });
    const elsewhere = await certificateLife(database);
    expect(await sweepCertifications(elsewhere.at("2030-01-01", elsewhere.ctx))).toEqual({
      warned: 0,
      expired: 0,
    });
    expect((await life.stored(id)).status).toBe("active");
  });

  test("is not for people without the right to revoke", async () => {
    await expect(sweepCertifications(life.mentor.ctx)).rejects.toMatchObject({ code: "forbidden" });
  });
});
