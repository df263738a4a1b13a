import { createCanvas } from "@napi-rs/canvas";
import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import decodeQR from "qr/decode.js";

/** A file as a reader of PDF sees it. */
export async function opened(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  // What pdf.js is given it takes for its own.
  return getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
}

type Node = { role?: string; alt?: string; lang?: string; children?: Node[]; type?: string; id?: string };

/** One element of the structure tree: its role, what it says, and the alternative text where it has one. */
export type Element = Readonly<{ role: string; text: string; alt: string | undefined }>;

/** The elements of a page in the order a screen reader meets them. */
export async function elementsOf(document: PDFDocumentProxy, number = 1): Promise<Element[]> {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const texts = new Map<string, string>();
  let id = "";
  for (const item of items) {
    if ("str" in item) texts.set(id, `${texts.get(id) ?? ""}${item.str}${item.hasEOL ? " " : ""}`);
    else if (item.type === "beginMarkedContentProps") id = item.id;
    else if (item.type === "endMarkedContent") id = "";
  }
  const found: Element[] = [];
  const said = (node: Node): string =>
    node.type === "content" ? (texts.get(node.id ?? "") ?? "") : (node.children ?? []).map(said).join("");
  const walk = (node: Node) => {
    if (node.role && node.role !== "Root")
      found.push({ role: node.role, text: said(node).trim(), alt: node.alt });
    for (const child of node.children ?? []) walk(child);
  };
  walk((await page.getStructTree()) as Node);
  return found;
}

/** All that stands on a page, in its order. */
export async function textOf(document: PDFDocumentProxy, number = 1): Promise<string> {
  const { items } = await (await document.getPage(number)).getTextContent();
  return items.map((item) => ("str" in item ? item.str + (item.hasEOL ? " " : "") : "")).join("");
}

/** A page's width and height in millimetres. */
export async function sizeOf(document: PDFDocumentProxy, number = 1): Promise<[number, number]> {
  const { width, height } = (await document.getPage(number)).getViewport({ scale: 1 });
  const millimetres = (points: number) => Math.round((points / 72) * 254) / 10;
  return [millimetres(width), millimetres(height)];
}

/** What the QR code on a page says, read from its pixels. */
export async function scanned(document: PDFDocumentProxy, scale: number): Promise<string> {
  const page = await document.getPage(1);
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  const context = canvas.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise;
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return decodeQR({ width, height, data: new Uint8Array(data.buffer) });
}

/** Names of the fonts that a file brings along. */
export function embeddedFonts(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString("latin1");
  const embedded = (text.match(/\/FontFile[23]?\b/g) ?? []).length;
  const described = [...text.matchAll(/\/Type\s*\/FontDescriptor\b[^>]*?\/FontName\s*\/(\S+)/g)].map(
    ([, name]) => name,
  );
  return embedded >= described.length ? described.map((name) => (name ?? "").replace(/^[A-Z]{6}\+/, "")) : [];
}
