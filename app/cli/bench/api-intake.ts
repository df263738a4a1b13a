import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { createApiKey } from "@/lib/api-keys/service";
import { CsvRows } from "@/lib/imports/csv-rows";
import { importFile } from "@/lib/imports/import-service";
import { bareCopy, copyFile } from "./intake";
import { compare, type Measurement, timed } from "./measure";
import { withServer } from "./server";
import { newOrganization, ouladFile, type Stage } from "./stage";

const FILE = "activities.csv.gz";
const BATCH = 1000;
/** Requests under way at a time, as a system that has much to send would have. */
const AT_ONCE = 4;

/** All OULAD activities as bodies of requests. */
function bodies(): string[] {
  const reader = new CsvRows();
  const text = gunzipSync(readFileSync(ouladFile(FILE))).toString();
  const [header, ...rows] = [...reader.push(text), ...reader.push("", true)];
  const items = rows.map(({ cells }) =>
    Object.fromEntries((header?.cells ?? []).map((name, place) => [name, cells[place] || null])),
  );
  return Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    JSON.stringify({ items: items.slice(index * BATCH, (index + 1) * BATCH) }),
  );
}

async function post(address: string, key: string, body: string): Promise<void> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body,
  });
  const { results } = (await answer.json()) as { results?: { status: string }[] };
  if (!results?.every(({ status }) => status === "created")) {
    throw new Error(`${address} answered ${answer.status}, and not everything was created`);
  }
}

/** Sends every body, so many at a time. */
async function postAll(address: string, key: string, all: readonly string[]): Promise<void> {
  const left = [...all];
  const sendNext = async (): Promise<void> => {
    for (let body = left.shift(); body !== undefined; body = left.shift()) await post(address, key, body);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
}

/** All OULAD activities over the net to the production server, in batches of 1,000, against COPY of the same rows. */
export async function apiIntake(stage: Stage): Promise<Measurement[]> {
  const all = bodies();
  let made = 0;
  return withServer(stage, async (url) => {
    const sent = async () => {
      made += 1;
      const ctx = await newOrganization(`api-${made}`);
      await importFile(ctx, { kind: "people", path: ouladFile("people.csv.gz"), fileName: "people.csv.gz" });
      const key = await createApiKey(ctx, { name: "Bench", scopes: ["activities:write"] });
      const ms = await timed(() => postAll(`${url}/api/v1/activities`, key.text, all));
      return { ctx, ms };
    };
    const first = await sent();
    const path = await copyFile(stage, first.ctx.organization.id);
    return [
      await compare({
        group: "api-intake",
        name: "173,912 activities by API, 1,000 at a time : COPY into a bare copy",
        bound: { atLeast: 0.3 },
        repetitions: 3,
        ours: async () => (await sent()).ms,
        baseline: () => bareCopy(stage, path),
      }),
    ];
  });
}
