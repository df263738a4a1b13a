import * as lucide from "lucide-react";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CATEGORIES } from "@/components/medallion/palette";
import { SYMBOL_KEYS, shapePath, symbolPath } from "@/components/medallion/symbols";
import { ICON_NAMES } from "@/components/ui/icon-names";

const LINES = `fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"`;

// Also under the names Lucide has given up for others.
const drawings: Readonly<Record<string, unknown>> = lucide;

function icon(name: string): string {
  const drawing = drawings[name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())];
  if (!drawing) throw new Error(`Lucide has no ${name}`);
  const svg = renderToStaticMarkup(createElement(drawing as lucide.LucideIcon));
  const lines = svg.replace(/^<svg[^>]*>|<\/svg>$/g, "").replace(/><\/\w+>/g, "/>");
  return `<symbol id="${name}" viewBox="0 0 24 24" ${LINES} stroke="currentColor">${lines}</symbol>`;
}

const around = (middle: number, scale: number) =>
  `transform="translate(36 36) scale(${scale}) translate(${-middle} ${-middle})"`;

function face(category: (typeof CATEGORIES)[number]): string {
  const d = shapePath(category);
  return `<g id="face-${category}" stroke-linejoin="round"><path d="${d}" fill="var(--ds-rim)" stroke="currentColor" stroke-width="3"/><path d="${d}" fill="var(--ds-enamel-${category})" ${around(36, 0.84)}/></g>`;
}

const locked = (category: (typeof CATEGORIES)[number]) =>
  `<g id="locked-${category}" fill="none" stroke="currentColor" stroke-linejoin="round"><circle cx="36" cy="36" r="34" stroke-dasharray="1 3"/><path d="${shapePath(category)}" stroke-width="2" ${around(36, 0.82)}/></g>`;

const sign = (key: string) =>
  `<path id="sign-${key}" d="${symbolPath(key)}" ${LINES} stroke="var(--ds-medal-symbol)" ${around(12, 1.35)}/>`;

test("the sprite has every icon as Lucide draws it, and what medallions are made of", async () => {
  const parts = [
    ...ICON_NAMES.map(icon),
    ...CATEGORIES.flatMap((one) => [face(one), locked(one)]),
    ...SYMBOL_KEYS.map(sign),
  ];
  const notice =
    "<!-- Icons: Lucide, https://lucide.dev, ISC License. Made by components/medallion/sprite.test.ts. -->";
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">',
    notice,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
  await expect(svg).toMatchFileSnapshot("../ui/sprite.svg");
});
