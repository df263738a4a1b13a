import type { Axis } from "@/components/chart/scale";

export type HistogramBin = Readonly<{ key: string; value: number }>;
/** A line across the picture at a share of its width, from 0 to 1, with a letter or a number on top. */
export type HistogramMark = Readonly<{ key: string; at: number; text: string }>;

type Props = Readonly<{
  /** Says what it shows and where the same numbers are as a table, which must stand beside it. */
  label: string;
  bins: readonly HistogramBin[];
  /** Up the side. */
  axis: Axis;
  marks: readonly HistogramMark[];
  /** Below: what the left end, and the end of the bins, are. */
  ends: readonly [string, string];
}>;

const HEAD = 26;
const HEIGHT = 180;
const FOOT = 24;
/** Shares of the width, in per cent: text keeps its size on every screen, and only the bars grow. */
const LEFT = 9;
const WIDTH = 88;

/** How a number is spread: bars side by side, with lines where something begins. One picture to a screen reader. */
export function Histogram({ label, bins, axis, marks, ends }: Props) {
  const bar = WIDTH / Math.max(bins.length, 1);
  const up = (value: number) => HEAD + HEIGHT * (1 - Math.min(value, axis.top) / axis.top);
  const foot = HEAD + HEIGHT;
  return (
    <svg role="img" aria-label={label} width="100%" height={foot + FOOT} className="block">
      {axis.ticks.map(({ value, text }) => (
        <g key={value}>
          <line
            x1={`${LEFT}%`}
            x2={`${LEFT + WIDTH}%`}
            y1={up(value)}
            y2={up(value)}
            className="stroke-line forced-colors:stroke-[GrayText]"
          />
          <text
            x={`${LEFT - 1}%`}
            y={up(value)}
            dy="0.35em"
            textAnchor="end"
            className="fill-muted text-xs tabular-nums forced-colors:fill-[CanvasText]"
          >
            {text}
          </text>
        </g>
      ))}
      {bins.map(({ key, value }, index) => (
        <rect
          key={key}
          x={`${LEFT + index * bar + bar * 0.06}%`}
          y={up(value)}
          width={`${bar * 0.88}%`}
          height={Math.max(foot - up(value), 0)}
          className="fill-accent forced-colors:fill-[Highlight]"
        />
      ))}
      {marks.map(({ key, at, text }) => (
        <g key={key}>
          <line
            x1={`${LEFT + at * WIDTH}%`}
            x2={`${LEFT + at * WIDTH}%`}
            y1={HEAD - 4}
            y2={foot}
            strokeDasharray="5 3"
            className="stroke-2 stroke-ink forced-colors:stroke-[CanvasText]"
          />
          <text
            x={`${LEFT + at * WIDTH}%`}
            y={HEAD - 9}
            textAnchor="middle"
            className="fill-ink font-bold text-sm forced-colors:fill-[CanvasText]"
          >
            {text}
          </text>
        </g>
      ))}
      {ends.map((text, index) => (
        <text
          key={text}
          x={`${index === 0 ? LEFT : LEFT + WIDTH}%`}
          y={foot + 17}
          textAnchor={index === 0 ? "start" : "end"}
          className="fill-muted text-xs tabular-nums forced-colors:fill-[CanvasText]"
        >
          {text}
        </text>
      ))}
    </svg>
  );
}
