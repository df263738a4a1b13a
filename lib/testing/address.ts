import { afterAll, beforeAll } from "vitest";
import { env } from "@/lib/env";

/** For all tests of a file this installation is reached at that address, which its documents and links are made with. */
export function reachedAt(url: string): void {
  const { HEDER_URL } = env;
  beforeAll(() => {
    env.HEDER_URL = url;
  });
  afterAll(() => {
    env.HEDER_URL = HEDER_URL;
  });
}
