/**
 * What a badge's picture carries (Open Badges 2.0 and 3.0, "baking"): a 2.0 assertion as URL, JWS or JSON, or a 3.0
 * credential as JSON or JWT.
 */
export type BakedContent =
  | Readonly<{ format: "ob2"; assertion: string }>
  | Readonly<{ format: "ob3"; credential: string }>;

/** The largest picture that is read, in bytes. */
export const LARGEST_IMAGE = 5 * 1024 * 1024;

export const bakingProblems = [
  /** Neither a PNG nor an SVG, by its bytes. */
  "not_image",
  "too_large",
  /** The file ends before the picture does. */
  "truncated",
  /** A part of the PNG is not what its checksum says. */
  "checksum",
  /** No well-formed XML, or no drawing. */
  "malformed",
  /** Declares a document type, and with it could declare entities. */
  "doctype",
  /** More elements, or deeper, than a drawing needs. */
  "too_intricate",
  /** What is to be baked, or was, is neither an address, nor JSON, nor a compact JWS. */
  "content",
] as const;
export type BakingProblem = (typeof bakingProblems)[number];

/** A picture that cannot be baked or read, and why. */
export class BakingError extends Error {
  constructor(readonly problem: BakingProblem) {
    super(problem);
    this.name = "BakingError";
  }
}

/** How a baked text is written, or null when it is none of the three. */
export function writtenAs(text: string): "url" | "jws" | "json" | null {
  if (text.trimStart().startsWith("{")) return "json";
  if (/^[\w-]+\.[\w-]*\.[\w-]*$/.test(text)) return "jws";
  return /^https?:\/\/\S+$/.test(text) ? "url" : null;
}

export const textOf = (content: BakedContent): string =>
  content.format === "ob2" ? content.assertion : content.credential;

export const baked = (format: BakedContent["format"], text: string): BakedContent =>
  format === "ob2" ? { format, assertion: text } : { format, credential: text };

/** The text to bake. Throws `content` for what a picture could not carry unchanged. */
export function checkedText(content: BakedContent): string {
  const text = textOf(content);
  const writing = writtenAs(text);
  const fits = content.format === "ob2" ? writing !== null : writing === "json" || writing === "jws";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: neither XML nor iTXt can hold these.
  if (!fits || !text.isWellFormed() || /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) {
    throw new BakingError("content");
  }
  return text;
}
