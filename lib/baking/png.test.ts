import { deflateSync } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { CONTENTS, JWS, redSquare } from "@/lib/baking/baking.test-support";
import { bakePng } from "@/lib/baking/png";
import { readChunks, writeChunk } from "@/lib/baking/png-chunks";
import { readBaked } from "@/lib/baking/read";
import { type BakedContent, BakingError, textOf } from "@/lib/baking/rules";

const picture = await redSquare();
const latin1 = (text: string) => Buffer.from(text, "latin1");

/** The picture with chunks of somebody else right after its header. */
function withChunks(...chunks: Uint8Array[]): Uint8Array {
  const [header] = readChunks(picture);
  const end = 8 + (header?.bytes.length ?? 0);
  return Buffer.concat([picture.subarray(0, end), ...chunks, picture.subarray(end)]);
}

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof BakingError) return error.problem;
    throw error;
  }
  return "none";
}

describe("a PNG", () => {
  test.each(CONTENTS)("carries %s in one uncompressed iTXt right after its header", async (_, content) => {
    const baked = bakePng(picture, content);
    expect(readBaked(baked)).toEqual([content]);
    const [, chunk] = readChunks(baked);
    const keyword = content.format === "ob2" ? "openbadges" : "openbadgecredential";
    expect(chunk?.type).toBe("iTXt");
    expect(Buffer.from(chunk?.data ?? []).toString("utf8")).toBe(`${keyword}\0\0\0\0\0${textOf(content)}`);
    const drawn = (png: Uint8Array) => sharp(png, { failOn: "warning" }).raw().toBuffer();
    expect(await drawn(baked)).toEqual(await drawn(picture));
  });

  test("that is baked anew says the new thing only, also in another format", () => {
    let png = picture;
    for (const [, content] of CONTENTS) {
      png = bakePng(png, content);
      expect(readBaked(png)).toEqual([content]);
    }
    const [, first] = CONTENTS[0] ?? [];
    if (first) expect(bakePng(png, first)).toEqual(bakePng(picture, first));
  });

  test("gives back whatever text is baked into it", () => {
    const json = fc.jsonValue().map((value) => JSON.stringify({ value }));
    const token = fc.stringMatching(/^[\w-]{1,40}\.[\w-]{0,40}\.[\w-]{0,40}$/);
    fc.assert(
      fc.property(fc.oneof(json, token), fc.constantFrom("ob2", "ob3"), (text, format) => {
        const content: BakedContent =
          format === "ob2" ? { format, assertion: text } : { format: "ob3", credential: text };
        expect(readBaked(bakePng(picture, content))).toEqual([content]);
      }),
    );
  });

  test("without a badge has none", () => {
    expect(readBaked(picture)).toEqual([]);
    expect(
      readBaked(
        withChunks(writeChunk("tEXt", latin1("Software\0x")), writeChunk("tEXt", latin1("openbadges"))),
      ),
    ).toEqual([]);
  });

  test("of the first badges says an address in tEXt; what editors make of a chunk is read too", () => {
    const url = "https://badges.example/1";
    const compressed = deflateSync(Buffer.from(JWS));
    const png = withChunks(
      writeChunk("tEXt", latin1(`openbadges\0${url}`)),
      writeChunk("zTXt", Buffer.concat([latin1("openbadges\0\0"), compressed])),
      writeChunk("iTXt", Buffer.concat([latin1("openbadgecredential\0\x01\0nb\0merke\0"), compressed])),
    );
    expect(readBaked(png)).toEqual([
      { format: "ob2", assertion: url },
      { format: "ob2", assertion: JWS },
      { format: "ob3", credential: JWS },
    ]);
  });

  test("with two chunks of one kind tells of both", () => {
    const chunk = (text: string) => writeChunk("iTXt", latin1(`openbadges\0\0\0\0\0${text}`));
    expect(readBaked(withChunks(chunk("https://a.example/1"), chunk("https://b.example/2")))).toHaveLength(2);
  });

  test("cut off anywhere is truncated, and one changed bit is noticed", () => {
    const baked = bakePng(picture, { format: "ob3", credential: JWS });
    fc.assert(
      fc.property(fc.nat(baked.length - 9), (length) => {
        expect(problemOf(() => readBaked(baked.subarray(0, 8 + length)))).toBe("truncated");
      }),
    );
    fc.assert(
      fc.property(fc.nat(baked.length - 1), fc.nat(7), (at, bit) => {
        const changed = Uint8Array.from(baked);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(["not_image", "truncated", "checksum"]).toContain(problemOf(() => readBaked(changed)));
      }),
    );
  });

  test("that is broken, unpacks to gigabytes or does not begin with its header is refused", () => {
    const bomb = Buffer.concat([latin1("openbadges\0\0"), deflateSync(Buffer.alloc(6_000_000))]);
    expect(problemOf(() => readBaked(withChunks(writeChunk("zTXt", bomb))))).toBe("content");
    const unended = writeChunk("iTXt", latin1("openbadges\0\0\0nb"));
    expect(problemOf(() => readBaked(withChunks(unended)))).toBe("content");
    const headless = Buffer.concat([picture.subarray(0, 8), writeChunk("IEND", Buffer.alloc(0))]);
    expect(problemOf(() => readBaked(headless))).toBe("not_image");
    expect(problemOf(() => bakePng(latin1("GIF89a"), { format: "ob3", credential: JWS }))).toBe("not_image");
    expect(problemOf(() => readBaked(Buffer.alloc(6_000_000)))).toBe("too_large");
  });

  test.each(["", "no badge", "\ud800{}", '{"a":"\u0000"}', "javascript:alert(1)"])(
    "carries no %j",
    (assertion) => {
      expect(problemOf(() => bakePng(picture, { format: "ob2", assertion }))).toBe("content");
    },
  );
});

describe("drawn again by sharp", () => {
  test.each(CONTENTS)("keeping metadata, it keeps %s", async (_, content) => {
    const again = await sharp(bakePng(picture, content)).keepMetadata().png().toBuffer();
    expect(readBaked(again)).toEqual([content]);
  });

  test("without keeping metadata, it is a picture and no badge any more", async () => {
    const again = await sharp(bakePng(picture, { format: "ob3", credential: JWS }))
      .png()
      .toBuffer();
    expect(readBaked(again)).toEqual([]);
  });
});
