import { scaleLinear } from "d3-scale";

export type Tick = Readonly<{ value: number; text: string }>;
export type Axis = Readonly<{ top: number; ticks: readonly Tick[] }>;

/** A round top for values from 0 to `highest`, and whole ticks up to it. For the server: the browser gets numbers. */
export function axisTo(highest: number, written: (value: number) => string): Axis {
  const scale = scaleLinear()
    .domain([0, Math.max(highest, 1)])
    .nice(4);
  const top = scale.domain()[1] ?? 1;
  const ticks = scale.ticks(4).filter(Number.isInteger);
  return { top, ticks: ticks.map((value) => ({ value, text: written(value) })) };
}
