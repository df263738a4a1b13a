import { Agent, request } from "node:http";
import { timed } from "./measure";

const AT_ONCE = 8;

export type Asked = Readonly<{ path: string; from: string }>;

function ask(url: URL, agent: Agent, { path, from }: Asked): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { accept: "application/json", "x-forwarded-for": from };
    request({ host: "127.0.0.1", port: url.port, path, agent, headers }, (answer) => {
      answer.resume().on("end", () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`${path} answered ${answer.statusCode}`));
      });
    })
      .on("error", reject)
      .end();
  });
}

/** Milliseconds until so many requests are answered, always a few at once over connections that are kept. */
export async function all(url: string, requests: number, asked: (index: number) => Asked): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let next = 0;
  const visitor = async () => {
    for (let index = next++; index < requests; index = next++) await ask(new URL(url), agent, asked(index));
  };
  try {
    return await timed(() => Promise.all(Array.from({ length: AT_ONCE }, visitor)));
  } finally {
    agent.destroy();
  }
}
