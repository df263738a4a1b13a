import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { childEnvironment, repositoryRoot } from "@/lib/env";
import { startChild, stopChildren } from "../children";
import { choosePort } from "../port";
import { ensureBuild } from "../production-build";
import type { Stage } from "./stage";

const PATIENCE_MS = 120_000;

async function waitFor(url: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(200)) {
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error("The web server of the benchmark did not become healthy");
}

/** Serves the production build on the stage's database while `run` works with its address. */
export async function withServer<T>({ database, folder }: Stage, run: (url: string) => Promise<T>) {
  await ensureBuild();
  const port = await choosePort(undefined);
  const url = `http://localhost:${port}`;
  const next = join(repositoryRoot, "node_modules", "next", "dist", "bin", "next");
  const environment = childEnvironment({
    DATABASE_URL: undefined,
    HEDER_APP_DATABASE_URL: database.appUrl,
    HEDER_PUBLIC_DATABASE_URL: database.publicUrl,
    // The secret is in there, too: what the benchmark has encrypted, the server can read.
    HEDER_DATA: folder,
    HEDER_SECRET: undefined,
    HEDER_URL: url,
    NEXTAUTH_URL: url,
    HEDER_BENCH: "1",
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  startChild("web server", [next, "start", "--port", String(port), "--hostname", "127.0.0.1"], environment);
  try {
    await waitFor(url);
    return await run(url);
  } finally {
    await stopChildren();
  }
}

const cookiesOf = (answer: Response): string[] =>
  answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");

/** Signs in as a person would and answers the Cookie header of the session. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const token = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: cookiesOf(token).join("; "), origin: url },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    redirect: "manual",
  });
  const cookies = cookiesOf(answer);
  if (!cookies.some((cookie) => cookie.includes("session-token")))
    throw new Error(`Signing in for the benchmark was answered with ${answer.status}`);
  return cookies.join("; ");
}
