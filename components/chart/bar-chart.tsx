import type { Axis } from "@/components/chart/scale";

export type Bar = Readonly<{
  key: string;
  label: string;
  value: number;
  /** The value in the reader's language. */
  text: string;
  /** Another value to compare with, as a mark across the bar. */
  mark?: number;
  /** Still growing: drawn as an outline. */
  isOpen?: boolean;
}>;

/** A name has a line of its own: beside its bar, a long one was cut off on a telephone. */
const NAME = 20;
const THICKNESS = 18;
const ROW = NAME + THICKNESS + 8;
const FOOT = 24;
/** The longest bar's share of the width, in per cent: text keeps its size on every screen, and only the bars grow. */
const WIDTH = 80;

/**
 * Bars below their names, drawn on the server or in the browser. It is one picture to a screen reader: `label` says
 * what it shows and where the same numbers are as a table, which must stand beside it.
 */
export function BarChart({ label, bars, axis }: { label: string; bars: readonly Bar[]; axis: Axis }) {
  const height = bars.length * ROW + FOOT;
  const at = (value: number) => `${(Math.min(value, axis.top) / axis.top) * WIDTH}%`;
  return (
    <svg role="img" aria-label={label} width="100%" height={height} className="block">
      {axis.ticks.map(({ value, text }) => (
        <g key={value}>
          <line
            x1={at(value)}
            x2={at(value)}
            y1={0}
            y2={height - FOOT}
            className="stroke-line forced-colors:stroke-[GrayText]"
          />
          <text
            x={at(value)}
            y={height - 6}
            textAnchor={value === 0 ? "start" : "middle"}
            className="fill-muted text-xs tabular-nums forced-colors:fill-[CanvasText]"
          >
            {text}
          </text>
        </g>
      ))}
      {bars.map((bar, row) => (
        <BarRow key={bar.key} bar={bar} y={row * ROW} at={at} />
      ))}
    </svg>
  );
}

type RowProps = { bar: Bar; y: number; at: (value: number) => string };

function BarRow({ bar, y, at }: RowProps) {
  const { label, value, text, mark, isOpen } = bar;
  const top = y + NAME;
  const middle = top + THICKNESS / 2;
  return (
    <g>
      <text y={top - 6} className="fill-ink text-sm forced-colors:fill-[CanvasText]">
        {label}
      </text>
      <rect
        y={top}
        width={at(value)}
        height={THICKNESS}
        rx={3}
        strokeDasharray={isOpen ? "4 3" : undefined}
        className={
          isOpen
            ? "fill-accent-soft stroke-2 stroke-accent forced-colors:fill-[Canvas] forced-colors:stroke-[Highlight]"
            : "fill-accent forced-colors:fill-[Highlight]"
        }
      />
      {mark === undefined ? null : (
        <line
          x1={at(mark)}
          x2={at(mark)}
          y1={top - 3}
          y2={top + THICKNESS + 3}
          className="stroke-3 stroke-ink forced-colors:stroke-[CanvasText]"
        />
      )}
      <text
        x={at(Math.max(value, mark ?? 0))}
        y={middle}
        dx={8}
        dy="0.35em"
        className="fill-ink font-semibold text-sm tabular-nums forced-colors:fill-[CanvasText]"
      >
        {text}
      </text>
    </g>
  );
}
