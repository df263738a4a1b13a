type DemoSeed = Readonly<{ seedDemo(): Promise<{ seeded: boolean }> }>;

/** Fills the demo organisations, once: where they exist already nothing happens. Loaded only where it is needed. */
export async function seedDemo(): Promise<{ seeded: boolean }> {
  const module = "@/lib/demo/seed";
  const { seedDemo: seed } = (await import(module)) as DemoSeed;
  return seed();
}
