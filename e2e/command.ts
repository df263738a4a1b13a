import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");

/** `npm run -s heder -- …` on the database of this run; answers the one object it prints. */
export async function heder(...args: string[]): Promise<Record<string, unknown>> {
  const {
    HEDER_E2E_FOLDER: folder = "",
    HEDER_E2E_PORT: port,
    DATABASE_URL: _ours,
    ...environment
  } = process.env;
  const { stdout } = await run(process.execPath, ["--import", "tsx", "app/cli/heder.ts", ...args], {
    cwd: root,
    env: { ...environment, HEDER_DATA: join(folder, "data"), HEDER_URL: `http://localhost:${port}` },
  });
  return JSON.parse(stdout);
}

let made = 0;

/** A new organisation that no other test knows, with its first administrator's single-use link. */
export async function createOrganization(name: string) {
  made += 1;
  const mark = `${Date.now().toString(36)}${process.pid.toString(36)}${made}`.slice(-9);
  const slug = `e2e-${mark}`;
  const admin = `admin@${mark}.example`;
  const prefix = `E${mark.toUpperCase()}`;
  const { passwordLink } = await heder(
    ...[
      "org",
      "create",
      "--slug",
      slug,
      "--name",
      name,
      "--prefix",
      prefix,
      "--locale",
      "en",
      "--admin",
      admin,
    ],
  );
  return { slug, name, prefix, mark, admin, link: String(passwordLink) };
}
