import type { Block, Letter } from "@/lib/notifications/letter-rules";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? "");

/** An address as people write it in a sentence: what ends the sentence is no part of it. */
const ADDRESS = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

const linked = (text: string): string => {
  let from = 0;
  const parts: string[] = [];
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    parts.push(escaped(text.slice(from, index)), link(address, address));
    from = index + address.length;
  }
  return [...parts, escaped(text.slice(from))].join("");
};

const link = (href: string, text: string): string =>
  `<a href="${escaped(href)}" style="color:#0b5c5e">${escaped(text)}</a>`;

/** Text as it was written: an empty line begins a paragraph, any other a line. */
const paragraphs = (text: string, attributes: string): string =>
  text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== "")
    .map((part) => `<p ${attributes}>${linked(part).replaceAll("\n", "<br>")}</p>`)
    .join("\n");

const PLAIN = 'style="margin:0 0 16px"';
const QUIET = 'class="quiet" style="margin:0 0 8px;color:#535a66;font-size:14px"';

function written(block: Block): string {
  switch (block.is) {
    case "heading":
      return `<h1 style="margin:0 0 12px;font-size:24px;line-height:1.3">${escaped(block.text)}</h1>`;
    case "paragraph":
      return paragraphs(block.text, PLAIN);
    case "quiet":
      return paragraphs(block.text, QUIET);
    case "part":
      return [
        `<h2 style="margin:24px 0 4px;font-size:18px;line-height:1.4">${link(block.href, block.title)}</h2>`,
        paragraphs(block.text, PLAIN),
      ].join("\n");
    case "button":
      return `<p style="margin:24px 0"><a class="button" href="${escaped(block.href)}" style="display:inline-block;padding:12px 20px;border-radius:4px;background:#0b5c5e;color:#ffffff;font-weight:bold;text-decoration:none">${escaped(block.text)}</a></p>`;
    case "link":
      return `<p ${QUIET}>${link(block.href, block.text)}</p>`;
    case "picture":
      return `<p style="margin:8px 0 16px"><img src="cid:${escaped(block.cid)}" alt="" width="144" style="display:block;max-width:144px;height:auto"></p>`;
  }
}

/** The colours of the dark theme, for programs that show letters in one. */
const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #101a2b !important; color: #f0ece4 !important; }
  .letter { background: #18243a !important; border-color: #33425c !important; }
  .quiet { color: #b7c1d3 !important; }
  a { color: #6ccbc6 !important; }
  a.button { background: #6ccbc6 !important; color: #08201f !important; }
}`;

/**
 * The letter as a page of its own, with nothing that has to be fetched: colours stand on each part, as many mail programs
 * read no style sheet, and what cannot show it has `letterAsText`.
 */
export function letterAsHtml({ locale, subject, sender, blocks, foot }: Letter): string {
  const column = "max-width:560px;margin:0 auto";
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title>
<style>${DARK}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#fbf8f3">
<div class="page" style="padding:24px 12px;background:#fbf8f3;color:#1e2430;font:16px/1.6 'Atkinson Hyperlegible Next',Verdana,sans-serif;overflow-wrap:anywhere">
<div class="letter" style="${column};box-sizing:border-box;padding:24px 24px 8px;background:#ffffff;border:1px solid #ddd5c9;border-radius:6px">
<p ${QUIET}>${escaped(sender)}</p>
${blocks.map(written).join("\n")}
</div>
<div style="${column};padding:16px 24px 0;box-sizing:border-box">
${foot.map(written).join("\n")}
</div>
</div>
</body>
</html>
`;
}
