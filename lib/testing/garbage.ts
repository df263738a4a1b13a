import { randomUUID } from "node:crypto";

function deep(levels: number): object {
  let value: object = {};
  for (let level = 0; level < levels; level += 1) value = { and: [value] };
  return value;
}

/**
 * What nobody types and anybody can post: wrong types, what React's own encoding turns into other things, Prisma's
 * filter objects, text that PostgreSQL cannot keep, numbers and days that do not exist.
 */
export const garbage: readonly (readonly [name: string, value: unknown])[] = [
  ["nothing", undefined],
  ["null", null],
  ["React's own word for undefined", "$undefined"],
  ["a filter that matches all", { not: "" }],
  ["a filter that matches what is there", { not: null }],
  ["a list of filters", { in: [null, ""], OR: [{}] }],
  ["an empty list", []],
  ["a list of nothing", [null, undefined]],
  ["a list of lists", [[["x"]]]],
  ["text", "garbage"],
  ["no text", ""],
  ["a space", " "],
  ["10,000 characters", "x".repeat(10_000)],
  ["10,000 characters outside the basic plane", "🏅".repeat(5_000)],
  ["NUL", "a\u0000b"],
  ["an address with NUL", "https://example.org/a\u0000b"],
  ["half a character", "\ud800"],
  ["line breaks", "a\r\nb\u2028c"],
  ["right-to-left text", "\u202eشكرا\u202c"],
  ["a formula", '=HYPERLINK("https://example.org")'],
  ["SQL", "'; DROP TABLE users; --"],
  ["zero", 0],
  ["a negative number", -1],
  ["a fraction", 1.5],
  ["no number", Number.NaN],
  ["infinity", Number.POSITIVE_INFINITY],
  ["more than an integer", 2 ** 40],
  ["a big integer", 10n ** 30n],
  ["true", true],
  ["an id of nothing", randomUUID()],
  ["an id in capitals", randomUUID().toUpperCase()],
  ["a day that does not exist", "2026-02-30"],
  ["the last day there is", "9999-12-31"],
  ["the first day there is", "0000-01-01"],
  ["a moment far away", "+275760-09-13T00:00:00.000Z"],
  ["a date that is none", new Date(Number.NaN)],
  ["a map", new Map([["id", "x"]])],
  ["a set", new Set(["x"])],
  ["bytes", new Uint8Array(8)],
  ["a file", new File(["x"], "x.csv")],
  ["a form", new FormData()],
  ["a promise", Promise.resolve("x")],
  ["a prototype", JSON.parse('{"__proto__": {"role": "org_admin"}, "constructor": {"prototype": 1}}')],
  ["a thousand levels", deep(1_000)],
];
