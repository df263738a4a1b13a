import { SaxesParser, type SaxesTagNS } from "saxes";
import { BakingError } from "@/lib/baking/rules";

/** A credential or an assertion in a drawing, and from where to where in its text it stands. */
export type BakedElement = Readonly<{
  format: "ob2" | "ob3";
  verify: string;
  body: string;
  start: number;
  end: number;
}>;

export type Scanned = Readonly<{
  /** From where to where the root's start tag stands. */
  root: Readonly<{ start: number; end: number; name: string; isSelfClosing: boolean }>;
  /** What the prefix `openbadges` stands for at the root, if anything. */
  prefix: string | undefined;
  elements: readonly BakedElement[];
}>;

export const NAMESPACES = {
  ob2: "http://openbadges.org",
  ob3: "https://purl.imsglobal.org/ob/v3p0",
} as const;
const SVG = "http://www.w3.org/2000/svg";

/** More than any badge is drawn with; fewer than it takes to keep a reader busy. */
const MOST_ELEMENTS = 50_000;
/** A name's namespace is looked for in every element around it. */
const MOST_DEPTH = 100;

function formatOf({ uri, local }: SaxesTagNS): "ob2" | "ob3" | null {
  if (uri === NAMESPACES.ob2 && local === "assertion") return "ob2";
  return uri === NAMESPACES.ob3 && local === "credential" ? "ob3" : null;
}

/**
 * Reads a drawing once from its beginning to its end, and builds nothing: a tree of a hostile file could be a hundred
 * times its size. Throws `malformed`, `doctype`, `too_intricate`.
 */
export function scanSvg(svg: string): Scanned {
  const reader = new Reader(svg);
  try {
    return reader.read();
  } catch (error) {
    throw error instanceof BakingError ? error : new BakingError("malformed");
  }
}

class Reader {
  private readonly parser = new SaxesParser({ xmlns: true, position: true });
  private readonly elements: BakedElement[] = [];
  private root: Scanned["root"] | undefined;
  private prefix: string | undefined;
  private open: (Omit<BakedElement, "end"> & { tag: SaxesTagNS }) | undefined;
  private count = 0;
  private depth = 0;
  private start = 0;

  constructor(private readonly svg: string) {}

  read(): Scanned {
    const { parser } = this;
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("doctype", () => {
      throw new BakingError("doctype");
    });
    parser.on("opentagstart", () => this.begin());
    parser.on("opentag", (tag) => this.enter(tag));
    parser.on("closetag", (tag) => this.leave(tag));
    for (const kind of ["text", "cdata"] as const) parser.on(kind, (text) => this.take(text));
    parser.write(this.svg).close();
    if (!this.root) throw new BakingError("malformed");
    return { root: this.root, prefix: this.prefix, elements: this.elements };
  }

  private begin(): void {
    this.count += 1;
    this.depth += 1;
    if (this.count > MOST_ELEMENTS || this.depth > MOST_DEPTH) throw new BakingError("too_intricate");
    this.start = this.svg.lastIndexOf("<", this.parser.position - 1);
  }

  private enter(tag: SaxesTagNS): void {
    const { start } = this;
    if (!this.root) {
      if (tag.uri !== SVG || tag.local !== "svg") throw new BakingError("malformed");
      const { name, isSelfClosing } = tag;
      this.root = { start, end: this.parser.position, name, isSelfClosing };
      this.prefix = tag.attributes["xmlns:openbadges"]?.value;
    }
    const format = this.open ? null : formatOf(tag);
    if (format) this.open = { format, verify: tag.attributes.verify?.value ?? "", body: "", start, tag };
  }

  private take(text: string): void {
    if (this.open) this.open = { ...this.open, body: this.open.body + text };
  }

  private leave(tag: SaxesTagNS): void {
    this.depth -= 1;
    if (this.open?.tag !== tag) return;
    const { tag: _, ...element } = this.open;
    this.elements.push({ ...element, end: this.parser.position });
    this.open = undefined;
  }
}
