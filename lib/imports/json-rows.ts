import { AppError, msg } from "@/lib/errors";

/** One element of a JSON list: the line it begins on, and its value, or undefined where it is no JSON or nested too deep. */
export type JsonElement = Readonly<{ line: number; value: unknown; isTooDeep?: boolean }>;

const MAX_ELEMENT = 1024 * 1024;
/** Nothing we import has ten levels; thousands of them make whoever walks through them run out of stack. */
const MAX_DEPTH = 50;
const notAList = () => new AppError("invalid", msg("imports.notAList"));

/**
 * Reads a JSON list piece by piece and gives its elements, so that a large file never has to be in memory at once.
 * An element that is no JSON is one element with an undefined value; a file that is no list at all throws
 * `invalid` (`imports.notAList`).
 */
export class JsonRows {
  #state: "before" | "inside" | "after" = "before";
  #depth = 0;
  #deepest = 0;
  #line = 1;
  #start = 0;
  #element = "";
  #inText = false;
  #escaped = false;

  push(piece: string): JsonElement[] {
    const elements: JsonElement[] = [];
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at] ?? "";
      if (character === "\n") this.#line += 1;
      if (this.#state !== "inside") {
        this.#outside(character);
        from = at + 1;
      } else if (this.#endsElement(character)) {
        this.#keep(piece.slice(from, at));
        this.#take(elements);
        from = at + 1;
      } else if (this.#start === 0 && character > " ") {
        this.#start = this.#line;
      }
    }
    this.#keep(piece.slice(from));
    return elements;
  }

  /** To be called after the last piece: a list that was cut off throws `invalid`. */
  end(): void {
    if (this.#state !== "after") throw notAList();
  }

  #outside(character: string): void {
    if (character.trim() === "") return;
    if (this.#state === "after" || character !== "[") throw notAList();
    this.#state = "inside";
    this.#depth = 1;
  }

  #isText(character: string): boolean {
    if (!this.#inText) {
      this.#inText = character === '"';
      return this.#inText;
    }
    if (this.#escaped) this.#escaped = false;
    else if (character === "\\") this.#escaped = true;
    else if (character === '"') this.#inText = false;
    return true;
  }

  /** Whether this character is the comma after an element or the end of the list. */
  #endsElement(character: string): boolean {
    if (this.#isText(character)) return false;
    if (character === "[" || character === "{") this.#depth += 1;
    if (character === "]" || character === "}") this.#depth -= 1;
    if (this.#depth > this.#deepest) this.#deepest = this.#depth;
    if (this.#depth === 0) this.#state = "after";
    return this.#depth === 0 || (this.#depth === 1 && character === ",");
  }

  #keep(text: string): void {
    this.#element += text;
    if (this.#element.length > MAX_ELEMENT) throw new AppError("invalid", msg("imports.elementTooLong"));
  }

  #take(elements: JsonElement[]): void {
    const text = this.#element.trim();
    if (this.#deepest > MAX_DEPTH) elements.push({ line: this.#start, value: undefined, isTooDeep: true });
    else if (text !== "") elements.push({ line: this.#start, value: parseOrUndefined(text) });
    this.#deepest = 0;
    this.#element = "";
    this.#start = 0;
  }
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
