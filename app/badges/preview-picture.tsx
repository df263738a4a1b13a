import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import type { ShownBadge } from "@/lib/badge-page/rules";
import { charactersOf } from "@/lib/documents/glyphs.mjs";
import { repositoryRoot } from "@/lib/env";
import { pictureOf, pngOf } from "@/lib/open-badges/picture";

const WIDTH = 1200;
const HEIGHT = 630;

const FONTS = [
  ["Atkinson", "atkinson-hyperlegible-next", "AtkinsonHyperlegibleNext"],
  // For the letters that the first lacks.
  ["Noto", "noto-sans", "NotoSans"],
] as const;
const WEIGHTS = [
  [400, "400Regular"],
  [700, "700Bold"],
] as const;

function readFonts() {
  const fonts = FONTS.flatMap(([name, folder, file]) =>
    WEIGHTS.map(([weight, written]) => {
      const path = `node_modules/@expo-google-fonts/${folder}/${written}/${file}_${written}.ttf`;
      return { name, weight, data: readFileSync(join(repositoryRoot, path)) };
    }),
  );
  return { fonts, letters: new Set(fonts.flatMap(({ data }) => [...charactersOf(data)])) };
}

let read: ReturnType<typeof readFonts> | undefined;

/** Only what our fonts have: for anything else the library would ask the net for a font. */
function printable(text: string, letters: ReadonlySet<number>): string {
  const known = [...text.replaceAll(/\s+/g, " ")].filter((letter) => letters.has(letter.codePointAt(0) ?? 0));
  return known.length > 90 ? `${known.slice(0, 88).join("")} …` : known.join("");
}

/** What others show where somebody passes a badge's page on: the badge, its name and who gave it. */
export async function previewPicture({ definition, organizationName }: ShownBadge): Promise<Response> {
  read ??= readFonts();
  const { fonts, letters } = read;
  const picture = await addressOf(definition);
  const name = printable(definition.name, letters);
  return new ImageResponse(
    <div style={FRAME}>
      {/* biome-ignore lint/performance/noImgElement: this is drawn into a picture, not shown by a browser */}
      <img alt="" src={picture} width={340} height={340} style={{ objectFit: "contain" }} />
      <div style={{ display: "flex", flexDirection: "column", flex: 1, gap: 24 }}>
        <div style={{ fontSize: name.length > 40 ? 56 : 72, fontWeight: 700, lineHeight: 1.1 }}>{name}</div>
        <div style={{ fontSize: 36, color: "#4a5468" }}>
          {printable(definition.issuerName ?? organizationName, letters)}
        </div>
      </div>
    </div>,
    { width: WIDTH, height: HEIGHT, fonts },
  );
}

const FRAME = {
  display: "flex",
  alignItems: "center",
  gap: 64,
  width: "100%",
  height: "100%",
  padding: 72,
  background: "#fbf8f3",
  color: "#17233a",
  fontFamily: "Atkinson, Noto",
} as const;

/** As an address that holds the picture itself: nothing is fetched from anywhere while it is drawn. */
async function addressOf({ icon, category, name }: ShownBadge["definition"]): Promise<string> {
  const png = await pngOf(await pictureOf({ look: { icon, category }, name }));
  return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
}
