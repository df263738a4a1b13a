import encodeQR from "qr";

/** A row a little taller than it is, so that no screen shows a hair between two rows. */
const OVERLAP = 1.04;

/** A QR code as SVG in black on nothing, with one module of quiet around it; the paper gives the rest. */
export function qrSvg(text: string): string {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 1 });
  const path = rows.flatMap((row, y) =>
    runsOf(row).map(([from, to]) => `M${from} ${y}h${to - from}v${OVERLAP}H${from}Z`),
  );
  const size = rows.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path.join("")}"/></svg>`;
}

/** Beginnings and ends of what is dark in a row. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    if (!isDark) return;
    const last = runs.at(-1);
    if (last?.[1] === x) last[1] = x + 1;
    else runs.push([x, x + 1]);
  });
  return runs;
}
