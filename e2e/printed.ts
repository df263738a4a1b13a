import { readFile } from "node:fs/promises";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** All that stands in a PDF, page by page, as a reader of PDF finds it. */
export async function printedIn(path: string): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 }).promise;
  const pages = Array.from({ length: document.numPages }, async (_, index) => {
    const { items } = await (await document.getPage(index + 1)).getTextContent();
    return items.map((item) => ("str" in item ? `${item.str} ` : "")).join("");
  });
  return (await Promise.all(pages)).join("\n").replace(/\s+/g, " ");
}
