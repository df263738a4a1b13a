import { type Message, msg } from "@/lib/errors";
import { momentReader, NotAMoment, readDay } from "@/lib/imports/moments";
import type { Column } from "@/lib/imports/rules";

/** Why one row is not imported; thrown while it is read, and caught for that row alone. */
export class RowRefused {
  constructor(
    readonly field: string | null,
    readonly reason: Message,
  ) {}
}

// Nothing a person writes; PostgreSQL cannot store the first of them. Tab and line breaks may stand in a text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
/** What lib/exports/csv.ts makes of a text that a spreadsheet would compute. */
const ESCAPED = /^'[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const INTEGER = /^[+-]?\d{1,15}$/;

/** Characters as a person counts them: an emoji outside the first plane is one. */
const lengthOf = (text: string) => [...text].length;

/**
 * The cells of one row by column name, each read as what it should be. One object reads a whole file: `at` moves
 * it to the next row. Every method throws RowRefused when the cell cannot be read.
 */
export class Cells {
  #cells: readonly string[] = [];
  #places: ReadonlyMap<string, number>;
  #moment: (text: string) => number | NotAMoment;
  line = 0;

  constructor(
    columns: readonly Column[],
    timeZone: string,
    /** The file may be one of our exports, in which an apostrophe stands before what looks like a formula. */
    private readonly isExport = false,
  ) {
    this.#places = new Map(columns.map(({ name }, place) => [name, place]));
    this.#moment = momentReader(timeZone);
  }

  at(line: number, cells: readonly string[]): void {
    this.line = line;
    this.#cells = cells;
  }

  /** The text without the spaces around it, or null when the cell is empty. */
  text(name: string, maximum: number): string | null {
    const given = (this.#cells[this.#places.get(name) ?? -1] ?? "").trim();
    const text = this.isExport && ESCAPED.test(given) ? given.slice(1) : given;
    if (text === "") return null;
    if (CONTROL.test(text) || !text.isWellFormed())
      throw new RowRefused(name, msg("imports.controlCharacter"));
    if (text.length > maximum && lengthOf(text) > maximum) {
      throw new RowRefused(name, msg("imports.tooLong", { maximum }));
    }
    return text;
  }

  required(name: string, maximum: number): string {
    return this.text(name, maximum) ?? refuse(name, msg("imports.required"));
  }

  integer(name: string, minimum: number, maximum: number): number | null {
    const text = this.text(name, 100);
    if (text === null) return null;
    if (!INTEGER.test(text)) throw new RowRefused(name, msg("imports.notAnInteger"));
    const value = Number(text);
    if (value < minimum || value > maximum) {
      throw new RowRefused(name, msg("imports.outOfRange", { minimum, maximum }));
    }
    return value;
  }

  choice<const T extends string>(name: string, choices: readonly T[]): T | null {
    const text = this.text(name, 100)?.toLowerCase();
    if (text === undefined) return null;
    const choice = choices.find((one) => one === text);
    return choice ?? refuse(name, msg("imports.notAChoice", { choices: choices.join(", ") }));
  }

  /** `yyyy-mm-dd`, a calendar day that exists. */
  day(name: string): string | null {
    const text = this.text(name, 100);
    if (text === null) return null;
    const day = readDay(text);
    return day instanceof NotAMoment ? refuse(name, day.reason) : day;
  }

  /** ISO 8601 in UTC; a day or a time without an offset is the organisation's. */
  moment(name: string): string | null {
    const text = this.text(name, 100);
    if (text === null) return null;
    const moment = this.#moment(text);
    return moment instanceof NotAMoment ? refuse(name, moment.reason) : new Date(moment).toISOString();
  }

  requiredMoment(name: string): string {
    return this.moment(name) ?? refuse(name, msg("imports.required"));
  }
}

function refuse(name: string, reason: Message): never {
  throw new RowRefused(name, reason);
}
