/**
 * The thread that sets documents (render.ts starts it and says what an order is). Typst is native and synchronous:
 * here it holds up nobody who waits for a page. Plain JavaScript, since Node starts it from its path in production too.
 * Typst reads no file outside this folder, and nothing from the net.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { NodeCompiler, PdfStandard } from "@myriaddreamin/typst-ts-node-compiler";
import { charactersOf } from "./glyphs.mjs";

const folder = import.meta.dirname;
const require = createRequire(import.meta.url);
const WEIGHTS = ["400Regular", "700Bold"];

/** The product's own letters, and Noto Sans for those it lacks: Vietnamese, Greek, Cyrillic. */
const FAMILIES = [
  ["atkinson-hyperlegible-next", "AtkinsonHyperlegibleNext"],
  ["noto-sans", "NotoSans"],
];
const fonts = FAMILIES.flatMap(([name, file]) =>
  WEIGHTS.map((weight) =>
    readFileSync(require.resolve(`@expo-google-fonts/${name}/${weight}/${file}_${weight}.ttf`)),
  ),
);
const printable = new Set(fonts.flatMap((font) => [...charactersOf(font)]));
const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: fonts }] });

/** Results of Typst that this many documents have not used are forgotten. */
const KEPT_FOR = 20;
/** A letter that no font of ours has is shown as this, and a row of them as one. */
const UNKNOWN = "\ufffd";

/**
 * What our letters can print of a text: without what steers text instead of being text (direction marks, joiners,
 * variation selectors), and never nothing where there was something, since PDF/UA wants words in a heading.
 */
function printed(/** @type {string} */ value) {
  const shown = [...value.normalize("NFC").replace(/\p{Cf}|\p{Variation_Selector}/gu, "")]
    .map((letter) => (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(letter) ? " " : letter))
    .map((letter) => (printable.has(letter.codePointAt(0) ?? 0) ? letter : UNKNOWN))
    .join("")
    .replaceAll(/\ufffd+/g, UNKNOWN);
  return value !== "" && shown.trim() === "" ? UNKNOWN : shown;
}

const pathOf = (/** @type {string} */ id) => join(folder, "pictures", `${id}.png`);

function render({ template, data, pictures, as, createdAt }) {
  const inputs = {
    data: JSON.stringify(data, (_, value) => (typeof value === "string" ? printed(value) : value)),
  };
  for (const { id, content } of pictures) compiler.mapShadow(pathOf(id), Buffer.from(content));
  try {
    const { result, diagnostics } = compiled({ mainFilePath: join(folder, `${template}.typ`), inputs });
    if (!result) throw new Error(`Typst refused ${template}: ${diagnostics}`);
    if (as === "svg") return Buffer.from(compiler.plainSvg(result));
    return compiler.pdf(result, { pdfStandard: PdfStandard.UA_1, creationTimestamp: createdAt });
  } finally {
    for (const { id } of pictures) compiler.unmapShadow(pathOf(id));
    compiler.evictCache(KEPT_FOR);
  }
}

function compiled(order) {
  const outcome = compiler.compile(order);
  const error = outcome.takeError();
  if (!error) return { result: outcome.result, diagnostics: "" };
  return { result: null, diagnostics: JSON.stringify(compiler.fetchDiagnostics(error)).slice(0, 2000) };
}

parentPort?.on("message", (order) => {
  try {
    const bytes = Uint8Array.from(render(order));
    parentPort?.postMessage({ bytes }, [bytes.buffer]);
  } catch (error) {
    parentPort?.postMessage({ error: String(error).slice(0, 3000) });
  }
});
