import { randomUUID } from "node:crypto";
import { orderIssueMany } from "@/lib/certifications/batch-service";
import { issueManyWork } from "@/lib/certifications/batch-work-service";
import type { Ctx } from "@/lib/context";
import { runJob } from "@/lib/jobs/run-job";
import { compare, type Measurement, timed } from "./measure";
import { asSuperuser, newOrganization, type Stage } from "./stage";

const CERTIFICATES = 10_000;

type Place = Readonly<{ ctx: Ctx; typeId: string }>;

/** Ten thousand peer mentors of a new organisation, a type, and the coordinator who issues. */
async function prepare(stage: Stage, slug: string): Promise<Place> {
  const { organization, modules } = await newOrganization(slug);
  return asSuperuser(stage, async (client) => {
    const values = [organization.id, CERTIFICATES];
    await client.query(
      `WITH made AS (INSERT INTO users (name) SELECT 'Person ' || n FROM generate_series(1, $2::int) n RETURNING id, name)
       INSERT INTO memberships (organization_id, user_id, display_name) SELECT $1, id, name FROM made`,
      values,
    );
    const { rows: people } = await client.query<{ id: string }>(
      `WITH made AS (INSERT INTO users (name) VALUES ('Issuer') RETURNING id)
       INSERT INTO memberships (organization_id, user_id, display_name, role) SELECT $1, id, 'Issuer', 'coordinator' FROM made
       RETURNING user_id AS id`,
      [organization.id],
    );
    const { rows: types } = await client.query<{ id: string }>(
      "INSERT INTO certification_types (organization_id, code, name, validity_months) VALUES ($1, 'bench', 'Bench', 24) RETURNING id",
      [organization.id],
    );
    await client.query("ANALYZE users, memberships");
    const actor = { kind: "user", userId: people[0]?.id ?? "", role: "coordinator", name: "Issuer" } as const;
    return { ctx: { organization, modules, actor }, typeId: types[0]?.id ?? "" };
  });
}

/** Everybody gets one by a batch and its run: decided, numbered, written, audited, told, and to be evaluated. */
async function issueAll({ ctx, typeId }: Place): Promise<void> {
  const matching = { role: "peer_mentor" } as const;
  const { runId } = await orderIssueMany(ctx, {
    certificationTypeId: typeId,
    idempotencyKey: randomUUID(),
    matching,
  });
  const works = { issue_many: issueManyWork() };
  const signal = new AbortController().signal;
  await runJob({ context: async () => ({ ...ctx, actor: { kind: "system" } }), runId, works, signal });
}

/** As many inserts one by one, each with the next number of a counter's row, inside the server and in one transaction. */
const BARE = `DO $$
  DECLARE n integer; person record;
  BEGIN
    FOR person IN SELECT user_id, certification_type_id, organization_id, issued_at, expires_at, issued_by_user_id FROM issued_kept LOOP
      UPDATE issued_counter SET last_value = last_value + 1 RETURNING last_value INTO n;
      INSERT INTO issued_copy (organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at, source, issued_by_user_id)
      VALUES (person.organization_id, person.user_id, person.certification_type_id, 'ISSUING-2026-' || lpad(n::text, 5, '0'),
        person.issued_at, person.expires_at, 'manual', person.issued_by_user_id);
    END LOOP;
  END $$`;

/** Ten thousand certificates in bulk against bare inserts with a counter's row into a copy of the table. */
export async function issuing(stage: Stage): Promise<Measurement[]> {
  await issueAll(await prepare(stage, "issuing"));
  await asSuperuser(stage, (client) =>
    client.query("CREATE TABLE issued_kept AS SELECT * FROM certifications"),
  );
  // What was issued is never deleted, so each time it is somebody else who issues.
  let time = 0;
  const ours = async () => {
    const place = await prepare(stage, `issuing-${++time}`);
    return timed(() => issueAll(place));
  };
  const baseline = () =>
    asSuperuser(stage, async (client) => {
      await client.query(`CREATE TABLE issued_copy (LIKE certifications INCLUDING ALL);
        CREATE TABLE issued_counter AS SELECT 0 AS last_value`);
      const ms = await timed(() => client.query(BARE));
      await client.query("DROP TABLE issued_copy, issued_counter");
      return ms;
    });
  const name = `${CERTIFICATES.toLocaleString("en")} certificates in bulk : bare inserts with a counter's row`;
  return [
    await compare({ group: "certificates", name, bound: { atMost: 2 }, ours, baseline, repetitions: 3 }),
  ];
}
