import type { Category } from "@/lib/achievements/definition-keys";
import { type IconDesign, parseIcon } from "@/lib/achievements/icon-keys";
import { ENAMEL, RIM, SYMBOL } from "@/lib/achievements/medallion-rules";
import shapes from "@/lib/achievements/medallion-shapes.json";
import symbols from "@/lib/achievements/medallion-symbols.json";

const DRAWINGS: Readonly<Record<string, string>> = symbols;
const drawingOf = (key: string) => (Object.hasOwn(DRAWINGS, key) ? DRAWINGS[key] : undefined);

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? "");

const lettersOf = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .join("")
    .slice(0, 2)
    .toLocaleUpperCase("nb") || "•";

function signOf(sign: IconDesign["sign"] | undefined, name: string): string {
  const path = sign && "symbol" in sign ? drawingOf(sign.symbol) : undefined;
  const stroke = `fill="none" stroke="${SYMBOL}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"`;
  if (path)
    return `<path d="${path}" ${stroke} transform="translate(36 36) scale(1.15) translate(-12 -12)"/>`;
  const letters = sign && "initials" in sign ? sign.initials : lettersOf(name);
  const size = [...letters].length > 2 ? 17 : 22;
  return `<text x="36" y="44" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${size}" fill="${SYMBOL}">${escaped(letters)}</text>`;
}

type Look = Readonly<{ icon: string | null; category: Category; name: string }>;

/** The medallion of a badge as an SVG file by itself, 512 units wide, with its name for who does not see it. */
export function medallionSvg({ icon, category, name }: Look): string {
  const design = icon ? parseIcon(icon) : null;
  const rim = RIM[design?.metal ?? "gold"];
  const shape = shapes[design?.shape ?? category];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 72 72" role="img">`,
    `<title>${escaped(name)}</title>`,
    `<defs><linearGradient id="rim" x1=".1" y1="0" x2=".9" y2="1"><stop offset="0" stop-color="${rim.light}"/><stop offset=".4" stop-color="${rim.middle}"/><stop offset="1" stop-color="${rim.dark}"/></linearGradient></defs>`,
    `<path d="${shape}" fill="url(#rim)" stroke="${rim.dark}" stroke-width="1.6" stroke-linejoin="round"/>`,
    `<path d="${shape}" fill="${ENAMEL[category]}" stroke="${rim.dark}" stroke-width="1.2" stroke-linejoin="round" transform="translate(36 36) scale(.84) translate(-36 -36)"/>`,
    signOf(design?.sign, name),
    "</svg>",
  ].join("");
}
