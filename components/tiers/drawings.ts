import type { TierIcon } from "@/lib/tiers/keys";

/** A tier's drawing in a square of 48: what is filled, and the lines on it. */
type Drawing = Readonly<{ body: string; lines: string }>;

export const DRAWINGS: Readonly<Record<TierIcon, Drawing>> = {
  medal: {
    body: "M13 3h9l4 11h-8zM35 3h-9l-4 11h8zM24 16a14 14 0 1 1 0 28a14 14 0 1 1 0-28z",
    lines: "M24 22a8 8 0 1 1 0 16a8 8 0 1 1 0-16z",
  },
  shield: {
    body: "M24 4l16 5v13c0 11-7 18-16 22C15 40 8 33 8 22V9z",
    lines: "M16 20l8 6 8-6M16 28l8 6 8-6",
  },
  star: {
    body: "M24 4l6.2 13 14.3 1.9-10.4 10 2.5 14.2L24 36.3l-12.6 6.8 2.5-14.2-10.4-10L17.800 17z",
    lines: "M24 19v11M18.500 24.500h11",
  },
  laurel: {
    body: "M24 14a10 10 0 1 1 0 20a10 10 0 1 1 0-20zM12 6c-5 2-6 6-4 9c4-1 6-5 4-9zM5 18c-3 4-2 8 1 10c3-3 3-7-1-10zM7 31c-1 5 2 8 6 8c0-4-2-8-6-8zM36 6c5 2 6 6 4 9c-4-1-6-5-4-9zM43 18c3 4 2 8-1 10c-3-3-3-7 1-10zM41 31c1 5-2 8-6 8c0-4 2-8 6-8z",
    lines: "M19.500 24l3.500 3.500 6-6.500M17 43c4 2 10 2 14 0",
  },
  crown: {
    body: "M5 14l10 9 9-15 9 15 10-9-4 26H9z",
    lines: "M10.500 33h27",
  },
  gem: {
    body: "M14 7h20l9 12-19 23L5 19z",
    lines: "M5 19h38M17 19l7 23 7-23M14 7l3 12 7-12 7 12 3-12",
  },
};
