/** Pixels count as there from this share of opacity on, of 255. */
const THERE = 128;
/** Colours within one step of this size on each channel count as the same. */
const STEP = 32;

type Bin = { count: number; red: number; green: number; blue: number };

/**
 * The colour (`#rrggbb`) that the edge of a picture mostly has, from raw RGBA pixels: pixels that are there and touch
 * one that is not, or the frame. Null for a picture of nothing. What lies on a page is told from it by this colour.
 */
export function edgeColour(pixels: Uint8Array, width: number, height: number): string | null {
  const isThere = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && (pixels[(y * width + x) * 4 + 3] ?? 0) >= THERE;
  const bins = new Map<number, Bin>();
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isEdge =
        isThere(x, y) && !(isThere(x - 1, y) && isThere(x + 1, y) && isThere(x, y - 1) && isThere(x, y + 1));
      if (isEdge) count(bins, pixels, (y * width + x) * 4);
    }
  }
  const most = [...bins.values()].reduce<Bin | null>(
    (best, bin) => (best && best.count >= bin.count ? best : bin),
    null,
  );
  return most && hex(most);
}

function count(bins: Map<number, Bin>, pixels: Uint8Array, at: number): void {
  const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3);
  const key = [red, green, blue].reduce((sum, channel) => sum * 8 + Math.floor(channel / STEP), 0);
  const bin = bins.get(key) ?? { count: 0, red: 0, green: 0, blue: 0 };
  bins.set(key, {
    count: bin.count + 1,
    red: bin.red + red,
    green: bin.green + green,
    blue: bin.blue + blue,
  });
}

const hex = ({ count, red, green, blue }: Bin) =>
  `#${[red, green, blue]
    .map((sum) =>
      Math.round(sum / count)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
