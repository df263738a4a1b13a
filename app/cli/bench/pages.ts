import type { Measurement } from "./measure";
import type { Stage } from "./stage";
export async function pages(_stage: Stage): Promise<Measurement[]> {
  return [];
}
