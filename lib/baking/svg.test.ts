import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { CONTENTS, DRAWING, JWS } from "@/lib/baking/baking.test-support";
import { readBaked } from "@/lib/baking/read";
import { type BakedContent, BakingError, textOf, writtenAs } from "@/lib/baking/rules";
import { bakeSvg } from "@/lib/baking/svg";

const read = (svg: string) => readBaked(Buffer.from(svg));
const parse = (svg: string) => new JSDOM(svg, { contentType: "image/svg+xml" }).window.document;

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof BakingError) return error.problem;
    throw error;
  }
  return "none";
}

/** JSON may come back with other escapes. */
const meaning = (content: BakedContent | undefined) => {
  const text = content ? textOf(content) : "";
  return [content?.format, writtenAs(text) === "json" ? JSON.parse(text) : text];
};

describe("an SVG", () => {
  test.each(CONTENTS)("carries %s as its root's first child, and stays the drawing it was", (_, content) => {
    const svg = bakeSvg(DRAWING, content);
    const found = read(svg);
    expect(found).toHaveLength(1);
    expect(meaning(found[0])).toEqual(meaning(content));
    const root = parse(svg).documentElement;
    const [child, ...rest] = root.children;
    const v3 = content.format === "ob3";
    expect(child?.namespaceURI).toBe(v3 ? "https://purl.imsglobal.org/ob/v3p0" : "http://openbadges.org");
    expect(child?.nodeName).toBe(v3 ? "openbadges:credential" : "openbadges:assertion");
    expect(root.getAttribute("xmlns:openbadges")).toBe(child?.namespaceURI);
    expect(rest.map((element) => element.outerHTML).join()).toContain("<circle");
    const writing = writtenAs(textOf(content));
    if (writing === "json") expect(JSON.parse(child?.textContent ?? "")).toEqual(JSON.parse(textOf(content)));
    else expect(child?.getAttribute("verify")).toBe(textOf(content));
  });

  test("with a whole 2.0 assertion says its address in verify too", () => {
    const address = (assertion: object) =>
      parse(
        bakeSvg(DRAWING, { format: "ob2", assertion: JSON.stringify(assertion) }),
      ).documentElement.firstElementChild?.getAttribute("verify");
    expect(address({ id: "https://a.example/1" })).toBe("https://a.example/1");
    expect(address({ uid: "1", verify: { type: "hosted", url: "https://a.example/2" } })).toBe(
      "https://a.example/2",
    );
    expect(problemOf(() => address({ uid: "1" }))).toBe("content");
  });

  test("that is baked anew says the new thing only, and loses and gains nothing else", () => {
    let svg = DRAWING;
    for (const [, content] of CONTENTS) {
      svg = bakeSvg(svg, content);
      expect(read(svg).map(meaning)).toEqual([meaning(content)]);
      expect(svg).toBe(bakeSvg(DRAWING, content));
    }
  });

  test("gives back whatever text is baked into it, whatever the drawing is named and holds", () => {
    const json = fc.jsonValue().map((value) => JSON.stringify({ value }));
    const token = fc.stringMatching(/^[\w-]{1,40}\.[\w-]{0,40}\.[\w-]{0,40}$/);
    const drawings = [
      DRAWING,
      "<svg xmlns='http://www.w3.org/2000/svg'/>",
      "\uFEFF<s:svg a=' xmlns:openbadges=\"x\" > '\nxmlns:s='http://www.w3.org/2000/svg' ><s:g>&lt;🏅</s:g></s:svg >",
      "<svg xmlns='http://www.w3.org/2000/svg'><g><e:credential xmlns:e='https://purl.imsglobal.org/ob/v3p0' verify='a.b.c'><e:credential/></e:credential></g></svg>",
    ];
    fc.assert(
      fc.property(fc.oneof(json, token), fc.constantFrom(...drawings), (credential, drawing) => {
        const content: BakedContent = { format: "ob3", credential };
        expect(read(bakeSvg(drawing, content)).map(meaning)).toEqual([meaning(content)]);
      }),
    );
  });

  test("without a badge has none; one by somebody else with two tells of both", () => {
    expect(read(DRAWING)).toEqual([]);
    const twice = DRAWING.replace(
      "<circle",
      `<a:assertion xmlns:a="http://openbadges.org" verify="${JWS}">x</a:assertion><a:credential xmlns:a="https://purl.imsglobal.org/ob/v3p0"> {"a":1} </a:credential><circle`,
    );
    expect(read(twice)).toEqual([
      { format: "ob2", assertion: JWS },
      { format: "ob3", credential: '{"a":1}' },
    ]);
  });
});

describe("refused is an SVG", () => {
  const root = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;

  test.each([
    ["with entities that multiply", `<!DOCTYPE svg [<!ENTITY a "&b;&b;">]>${root("&a;")}`, "doctype"],
    [
      "with a file from this machine",
      `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${root("&a;")}`,
      "doctype",
    ],
    ["with a document type alone", `<!DOCTYPE svg>${root("")}`, "doctype"],
    ["with an entity nobody declared", root("&a;"), "malformed"],
    ["that is not closed", '<svg xmlns="http://www.w3.org/2000/svg"><g>', "malformed"],
    ["that is a page", "<html><body/></html>", "malformed"],
    ["of no namespace", "<svg/>", "malformed"],
    ["of more parts than a drawing has", root("<g/>".repeat(60_000)), "too_intricate"],
    [
      "of more attributes than anybody reads",
      root(`<g ${Array.from({ length: 300_000 }, (_, n) => `a${n}="b"`).join(" ")}>`),
      "malformed",
    ],
    ["of more depth than a drawing has", root("<g>".repeat(60_000)), "too_intricate"],
  ])("%s", (_, svg, problem) => {
    expect(problemOf(() => read(svg))).toBe(problem);
    expect(problemOf(() => bakeSvg(svg, { format: "ob3", credential: JWS }))).toBe(problem);
  });

  test("of 30 MB with entities, before anybody parses it", () => {
    const svg = `<!DOCTYPE svg [<!ENTITY a "ha">]>${root("&a;".repeat(10_000_000))}`;
    expect(problemOf(() => read(svg))).toBe("too_large");
    expect(problemOf(() => bakeSvg(svg, { format: "ob3", credential: JWS }))).toBe("too_large");
  });

  test("where the prefix names something else, which baking would break", () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="urn:x"/>';
    expect(problemOf(() => bakeSvg(svg, { format: "ob3", credential: JWS }))).toBe("malformed");
  });

  test("in bytes that are no UTF-8, and what is no picture at all", () => {
    expect(problemOf(() => readBaked(Buffer.from([0x3c, 0x73, 0xff, 0xfe])))).toBe("malformed");
    expect(problemOf(() => readBaked(Buffer.from("Dear all")))).toBe("not_image");
    expect(problemOf(() => readBaked(Buffer.alloc(0)))).toBe("not_image");
  });
});
