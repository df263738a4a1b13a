import { existsSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@/lib/env";

type DemoSeed = Readonly<{ seedDemo(): Promise<{ seeded: boolean }> }>;

/** Fills the demo organisations, once: where they exist already nothing happens. Loaded only where it is needed. */
export async function seedDemo(): Promise<{ seeded: boolean }> {
  if (!existsSync(join(repositoryRoot, "lib/demo/seed.ts"))) return { seeded: false };
  const module = "@/lib/demo/seed";
  const { seedDemo: seed } = (await import(module)) as DemoSeed;
  return seed();
}
