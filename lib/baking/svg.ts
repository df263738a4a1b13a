import {
  type BakedContent,
  BakingError,
  baked,
  checkedText,
  LARGEST_IMAGE,
  writtenAs,
} from "@/lib/baking/rules";
import { NAMESPACES, type Scanned, scanSvg } from "@/lib/baking/svg-scan";

const TAGS = { ob2: "assertion", ob3: "credential" } as const;

/**
 * The drawing with what it stands for as the root's first child (Open Badges 2.0 baking and 3.0, 5.3). Every other
 * character stays as it was; what was baked before goes, of whichever format, for the reason given at `bakePng`. Of
 * JSON the meaning is kept, and not every escape. Throws `BakingError`: no drawing, one with a document type, more than
 * 5 MB, or a content that is none.
 */
export function bakeSvg(svg: string, content: BakedContent): string {
  const element = elementOf(content);
  const scanned = scan(svg);
  // The prefix could name something else of the drawing.
  if (scanned.prefix !== undefined && !Object.values<string>(NAMESPACES).includes(scanned.prefix))
    throw new BakingError("malformed");
  const { root } = scanned;
  const start = startTag(svg.slice(root.start, root.end), NAMESPACES[content.format]);
  const rest = root.isSelfClosing ? `</${root.name}>${svg.slice(root.end)}` : withoutBaked(svg, scanned);
  return svg.slice(0, root.start) + start + element + rest;
}

/** What is baked into a drawing, in its order. Throws `BakingError`. */
export function readBakedSvg(svg: string): BakedContent[] {
  return scan(svg).elements.map(({ format, verify, body }) => {
    const text = body.trim();
    // 2.0 repeats the address beside the whole assertion; a signature stands alone.
    const isInBody = format === "ob2" ? text !== "" && writtenAs(verify) !== "jws" : verify === "";
    return baked(format, isInBody ? text : verify);
  });
}

function scan(svg: string): Scanned {
  if (Buffer.byteLength(svg) > LARGEST_IMAGE) throw new BakingError("too_large");
  return scanSvg(svg);
}

function elementOf(content: BakedContent): string {
  const tag = `openbadges:${TAGS[content.format]}`;
  const text = checkedText(content);
  if (writtenAs(text) !== "json") return `<${tag} verify="${escaped(text)}"/>`;
  const verify = content.format === "ob2" ? ` verify="${escaped(addressIn(text))}"` : "";
  return `<${tag}${verify}><![CDATA[${inCdata(text)}]]></${tag}>`;
}

/** Where a 2.0 assertion is hosted, as it says itself. */
function addressIn(assertion: string): string {
  try {
    const { id, verify } = JSON.parse(assertion) as { id?: unknown; verify?: { url?: unknown } };
    const address = id ?? verify?.url;
    if (typeof address === "string") return address;
  } catch {
    // Falls through: it is no assertion.
  }
  throw new BakingError("content");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", '"': "&quot;" };
const escaped = (text: string) => text.replaceAll(/[&<"]/g, (sign) => ENTITIES[sign] ?? sign);

/** Two characters that XML does not know can stand only in a string of JSON, and may be escaped there. */
const inCdata = (json: string) =>
  json.replaceAll("\uFFFE", "\\uFFFE").replaceAll("\uFFFF", "\\uFFFF").replaceAll("]]>", "]]]]><![CDATA[>");

/** The root's start tag, known to be well-formed, opened and with the prefix declared. */
function startTag(tag: string, namespace: string): string {
  const attributes = /\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')/g;
  const kept = tag.replace(attributes, (all, name) => (name === "xmlns:openbadges" ? "" : all));
  return kept.replace(/\s*\/?>$/, ` xmlns:openbadges="${namespace}">`);
}

function withoutBaked(svg: string, { root, elements }: Scanned): string {
  let at = root.end;
  let kept = "";
  for (const { start, end } of elements) {
    kept += svg.slice(at, start);
    at = end;
  }
  return kept + svg.slice(at);
}
