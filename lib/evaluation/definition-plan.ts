import { badgesAskedFor, inChainOrder } from "@/lib/criteria/chains";
import { dependsOn } from "@/lib/criteria/depends-on";
import type { Definition } from "@/lib/evaluation/definition-queries";
import { causeBits } from "@/lib/jobs/evaluation-requests";

/** What follows from the definitions alone, whoever is evaluated. */
export type Plan = Readonly<{
  /** Those whose badges are asked for before those that ask. */
  inOrder: readonly Definition[];
  /** What has to happen for somebody to meet it, as bits of `causeBits`. */
  bitsOf: (definition: Definition) => number;
  /** Of all of them together. */
  bits: number;
  /** Those that can ask for a badge of it. */
  listenersOf: (definition: Definition) => readonly Definition[];
}>;

const known = new WeakMap<readonly Definition[], Plan>();

/** The plan of these definitions, made once for as long as they are the same objects. */
export function planOf(definitions: readonly Definition[]): Plan {
  const plan = known.get(definitions) ?? makePlan(definitions);
  known.set(definitions, plan);
  return plan;
}

function makePlan(definitions: readonly Definition[]): Plan {
  const inOrder = inChainOrder(definitions);
  const bits = new Map(inOrder.map((definition) => [definition, bitsFor(definition)]));
  const asked = inOrder.map((definition) => ({ definition, ...badgesAskedFor(definition.criteria) }));
  const listenersFor = ({ key }: Definition) =>
    asked.filter(({ keys, any }) => any || keys.includes(key)).map(({ definition }) => definition);
  const listeners = new Map(inOrder.map((definition) => [definition, listenersFor(definition)]));
  return {
    inOrder,
    bits: [...bits.values()].reduce((sum, one) => sum | one, 0),
    bitsOf: (definition) => bits.get(definition) ?? causeBits.everything,
    listenersOf: (definition) => listeners.get(definition) ?? [],
  };
}

const bitsFor = ({ criteria, courseId }: Definition) =>
  [...dependsOn(criteria, courseId)].reduce((sum, cause) => sum | causeBits[cause], 0);
