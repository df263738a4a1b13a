import { readCertificateNumber } from "@/lib/certifications/number-rules";

/** The part of a number that cannot be understood; `shape`: it does not fall into the three parts a number has. */
export type NumberPart = "nothing" | "shape" | "prefix" | "year" | "sequence";

export type NumberSlip = Readonly<{
  part: NumberPart;
  /** The number it becomes when letters that look like digits are read as such, and the other way round; or null. */
  meant: string | null;
}>;

const DIGIT_FOR: Readonly<Record<string, string>> = {
  O: "0",
  Q: "0",
  D: "0",
  I: "1",
  L: "1",
  Z: "2",
  S: "5",
  G: "6",
  B: "8",
};
const LETTER_FOR: Readonly<Record<string, string>> = {
  "0": "O",
  "1": "I",
  "2": "Z",
  "5": "S",
  "6": "G",
  "8": "B",
};

const asDigits = (text: string) => text.replace(/[A-Z]/g, (letter) => DIGIT_FOR[letter] ?? letter);
const asPrefix = (text: string) => text.replace(/^\d/, (digit) => LETTER_FOR[digit] ?? digit);

function wrongPart(parts: readonly string[]): NumberPart {
  const [first = "", second = "", third = ""] = parts;
  if (parts.length === 2 && /^\d{4}$/.test(asDigits(first))) return "prefix";
  if (parts.length === 2 && /^\d{4}$/.test(asDigits(second))) return "sequence";
  if (parts.length !== 3) return "shape";
  if (!/^[A-Z][A-Z0-9]{1,9}$/.test(first)) return "prefix";
  if (!/^\d{4}$/.test(second)) return "year";
  return /^\d{1,10}$/.test(third) ? "shape" : "sequence";
}

/** What is wrong with a text that `readCertificateNumber` cannot read, and what it most likely was meant to be. */
export function numberSlip(text: string): NumberSlip {
  const plain = text.slice(0, 100).normalize("NFKC").toUpperCase().trim();
  if (plain === "") return { part: "nothing", meant: null };
  const parts = plain.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== "");
  const [prefix = "", year = "", sequence = ""] = parts;
  const meant =
    parts.length === 3
      ? readCertificateNumber(`${asPrefix(prefix)}-${asDigits(year)}-${asDigits(sequence)}`)
      : null;
  return { part: wrongPart(parts), meant };
}

/** Number and code of a verification address that was pasted where a number is asked for; null when it is none. */
export function pastedAddress(text: string): Readonly<{ number: string; code: string | null }> | null {
  const [, segment = "", query = ""] = /\/verify\/([^/?#\s]+)(?:\?([^#\s]*))?/.exec(text.slice(0, 500)) ?? [];
  const number = readCertificateNumber(segment);
  return number === null ? null : { number, code: new URLSearchParams(query).get("code") };
}
