import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonRows } from "@/lib/imports/json-rows";

function read(text: string, piece = text.length || 1) {
  const reader = new JsonRows();
  const elements = [];
  for (let from = 0; from < text.length; from += piece)
    elements.push(...reader.push(text.slice(from, from + piece)));
  reader.end();
  return elements;
}

test("gives each element of a list with the line it begins on", () => {
  expect(read('[{"a": 1},\n\n {"b": "],{\\""}\n]')).toEqual([
    { line: 1, value: { a: 1 } },
    { line: 3, value: { b: '],{"' } },
  ]);
  expect(read("  [ ]\n")).toEqual([]);
});

test("an element that is no JSON does not stop the others", () => {
  expect(read('[{"a":},{"b":2}]').map(({ value }) => value)).toEqual([undefined, { b: 2 }]);
});

test("an element of a thousand levels is said to be one, and the next is read", () => {
  const deep = `${"[".repeat(1_000)}${"]".repeat(1_000)}`;
  expect(read(`[${deep},\n{"a": ${deep}}, {"b": 2}]`)).toEqual([
    { line: 1, value: undefined, isTooDeep: true },
    { line: 2, value: undefined, isTooDeep: true },
    { line: 2, value: { b: 2 } },
  ]);
});

test.each(['{"a": 1}', "[1", "[1] 2", "x[1]", ""])("refuses %s, which is no list", (text) => {
  expect(() => read(text)).toThrow("imports.notAList");
});

test("reads any list as JSON.parse does, in pieces of any size", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (list, piece) => {
      const text = JSON.stringify(list, null, 1);
      expect(read(text, piece).map(({ value }) => value)).toEqual(JSON.parse(text));
    }),
  );
});
