import { type Message, msg } from "@/lib/errors";

/** One record of a file: the line it begins on, and its fields, or why it cannot be read. */
export type RawRow = Readonly<{ line: number; cells: readonly string[]; problem?: Message }>;

/** Characters of one record; a quotation mark that is never closed must not swallow the file. */
const MAX_RECORD = 256 * 1024;

/** The separator of a header line: the one that occurs most outside quotation marks, a comma where none does. */
export function detectSeparator(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, "");
  const counted = [",", ";", "\t"].map((separator) => ({ separator, count: bare.split(separator).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

type Field = { text: string; end: number };
const BROKEN = Symbol("a quoted field that is wrong");
const UNFINISHED = Symbol("a quoted field that goes on in the text to come");

/**
 * Reads CSV (RFC 4180) piece by piece, in the order of the file. It forgives what people's files have: any line ending,
 * empty lines, a quotation mark inside an unquoted field. A record that cannot be read is one line with a
 * problem, and reading goes on at the next line: one bad row never stops the good ones.
 */
export class CsvRows {
  #text = "";
  #line = 1;
  #eol: string | null = null;
  #separator: string | null = null;
  #skipping = false;

  /** The records that are complete with this piece; call it with `last` once at the end. */
  push(piece: string, last = false): RawRow[] {
    this.#text = this.#text === "" ? piece : this.#text + piece;
    const rows: RawRow[] = [];
    let position = 0;
    for (;;) {
      const next = this.#record(position, last, rows);
      if (next === null) break;
      position = next;
    }
    this.#text = this.#text.slice(position);
    return rows;
  }

  /** Where the record after the one at `position` begins; null when more text is needed, or none is left. */
  #record(position: number, last: boolean, rows: RawRow[]): number | null {
    if (position >= this.#text.length) return null;
    const eol = this.#lineEnding(position, last);
    if (eol === null) return null;
    const end = this.#text.indexOf(eol, position);
    if (end < 0 && !last) return this.#giveUpOnLongLine(position, rows);
    const line = this.#text.slice(position, end < 0 ? undefined : end);
    this.#separator ??= detectSeparator(line);
    if (this.#skipping) {
      this.#skipping = false;
    } else if (line.includes('"')) {
      return this.#quotedRecord(position, end, last, rows);
    } else {
      this.#add(rows, withoutReturn(line).split(this.#separator));
    }
    return this.#afterLine(end);
  }

  #lineEnding(position: number, last: boolean): string | null {
    if (this.#eol !== null) return this.#eol;
    const found = this.#text.slice(position).search(/[\r\n]/) + position;
    if (found < position) return last || this.#text.length > MAX_RECORD ? "\n" : null;
    if (found === this.#text.length - 1 && !last) return null;
    // A return that no line feed follows is the old Macintosh's line ending.
    this.#eol = this.#text[found] === "\r" && this.#text[found + 1] !== "\n" ? "\r" : "\n";
    return this.#eol;
  }

  #afterLine(end: number): number {
    this.#line += 1;
    return end < 0 ? this.#text.length : end + 1;
  }

  #giveUpOnLongLine(position: number, rows: RawRow[]): number | null {
    if (this.#text.length - position <= MAX_RECORD) return null;
    if (!this.#skipping) rows.push({ line: this.#line, cells: [], problem: msg("imports.lineTooLong") });
    this.#skipping = true;
    return this.#text.length;
  }

  #quotedRecord(position: number, end: number, last: boolean, rows: RawRow[]): number | null {
    const cells: string[] = [];
    let at = position;
    for (;;) {
      const field = this.#text[at] === '"' ? this.#quotedField(at, last) : this.#plainField(at, last);
      if (field === UNFINISHED && this.#text.length - position <= 2 * MAX_RECORD) return null;
      if (field === BROKEN || field === UNFINISHED) {
        rows.push({ line: this.#line, cells: [], problem: msg("imports.quoteNotClosed") });
        return this.#afterLine(end);
      }
      cells.push(field.text);
      at = field.end + 1;
      if (this.#text[field.end] !== this.#separator) break;
    }
    this.#add(rows, cells);
    this.#line += this.#linesBetween(position, at - 1) + 1;
    return Math.min(at, this.#text.length);
  }

  #plainField(at: number, last: boolean): Field | typeof UNFINISHED {
    const separator = this.#text.indexOf(this.#separator ?? ",", at);
    const lineEnd = this.#text.indexOf(this.#eol ?? "\n", at);
    const stop = lineEnd < 0 ? this.#text.length : lineEnd;
    if (separator >= 0 && separator < stop) return { text: this.#text.slice(at, separator), end: separator };
    if (lineEnd < 0 && !last) return UNFINISHED;
    return { text: withoutReturn(this.#text.slice(at, stop)), end: stop };
  }

  #quotedField(start: number, last: boolean): Field | typeof BROKEN | typeof UNFINISHED {
    const close = this.#closingQuote(start + 1);
    const known = close < 0 ? this.#text.length : close;
    if (known - start > MAX_RECORD || (close < 0 && last)) return BROKEN;
    // The two characters after it decide: a second quotation mark, or a line ending of two.
    if (close < 0 || (close + 2 >= this.#text.length && !last)) return UNFINISHED;
    const isReturn = this.#text[close + 1] === "\r" && this.#text[close + 2] === "\n";
    const end = isReturn ? close + 2 : close + 1;
    const follows = this.#text[end];
    if (follows !== undefined && follows !== this.#separator && follows !== this.#eol) return BROKEN;
    return { text: this.#text.slice(start + 1, close).replaceAll('""', '"'), end };
  }

  /** The next quotation mark that is not doubled, or -1. */
  #closingQuote(from: number): number {
    let at = this.#text.indexOf('"', from);
    while (at >= 0 && this.#text[at + 1] === '"') at = this.#text.indexOf('"', at + 2);
    return at;
  }

  #linesBetween(from: number, to: number): number {
    let count = 0;
    const eol = this.#eol ?? "\n";
    for (let at = this.#text.indexOf(eol, from); at >= 0 && at < to; at = this.#text.indexOf(eol, at + 1)) {
      count += 1;
    }
    return count;
  }

  #add(rows: RawRow[], cells: string[]): void {
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: this.#line, cells });
  }
}

const withoutReturn = (line: string) => (line.endsWith("\r") ? line.slice(0, -1) : line);
