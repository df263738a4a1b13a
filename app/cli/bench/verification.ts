import { importRecords } from "@/lib/imports/import-service";
import { compare, type Measurement } from "./measure";
import { all } from "./requests";
import { withServer } from "./server";
import { asSuperuser, newOrganization, type Stage } from "./stage";

const HOLDERS = 2_000;
const REQUESTS = 3_000;
/** A desk that checks a class. */
const LOOKS_OF_ONE = 100;

/** Two thousand certificates, from 2026-00001 on. */
async function issued(stage: Stage): Promise<void> {
  const ctx = await newOrganization("verified");
  const people = Array.from({ length: HOLDERS }, (_, index) => ({
    person: `v-${index}`,
    name: `Person ${index}`,
  }));
  await importRecords(ctx, { kind: "people", records: people, fileName: "people.json" });
  await asSuperuser(stage, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      "INSERT INTO certification_types (organization_id, code, name, validity_months) VALUES ($1, 'bench', 'Bench', 24) RETURNING id",
      [ctx.organization.id],
    );
    await client.query(
      `INSERT INTO certifications (organization_id, user_id, certification_type_id, certificate_number, issued_at, expires_at, source)
       SELECT organization_id, user_id, $2, 'VERIFIED-2026-' || lpad(row_number() OVER (ORDER BY user_id)::text, 5, '0'),
         '2026-06-01', '2199-06-01', 'import'
       FROM memberships WHERE organization_id = $1`,
      [ctx.organization.id, rows[0]?.id],
    );
    await client.query("ANALYZE");
  });
}

const addressOf = (number: number) => `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;

/** Answers for machines about certificates, each of another one, against an answer that never changes. */
export async function verification(stage: Stage): Promise<Measurement[]> {
  await issued(stage);
  return withServer(stage, async (url) => {
    let addresses = 0;
    const looks = (each: number) => () => {
      const first = addresses;
      addresses += Math.ceil(REQUESTS / each);
      return all(url, REQUESTS, (index) => ({
        path: `/verify/VERIFIED-2026-${String((index % HOLDERS) + 1).padStart(5, "0")}`,
        from: addressOf(first + Math.floor(index / each)),
      }));
    };
    const baseline = () => all(url, REQUESTS, () => ({ path: "/empty/constant", from: "10.255.255.255" }));
    const common = { group: "certificates", bound: { atLeast: 0.5 }, baseline } as const;
    for (const warm of [looks(LOOKS_OF_ONE), baseline]) await warm();
    return [
      await compare({
        ...common,
        name: `${REQUESTS} verifications, ${LOOKS_OF_ONE} an address : a constant JSON route`,
        ours: looks(LOOKS_OF_ONE),
      }),
      await compare({
        ...common,
        name: `${REQUESTS} verifications, each from an address of its own : a constant JSON route`,
        ours: looks(1),
      }),
    ];
  });
}
