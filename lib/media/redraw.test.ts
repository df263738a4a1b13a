import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { redraw } from "@/lib/media/redraw";
import { MAX_PICTURE_BYTES } from "@/lib/media/schema";

const square = (width: number, background: string) =>
  sharp({ create: { width, height: width, channels: 4, background } });
const svg = (inside: string, attributes = 'viewBox="0 0 10 10"') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`,
  );
const DISC = '<circle cx="5" cy="5" r="4" fill="#c00"/>';

/** A PNG that says it is this wide and high, with next to nothing in it. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const begins = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    begins,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(1_000_000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

const refusal = (sent: Buffer) => expect(redraw(sent)).rejects;

describe("a PNG", () => {
  test("is drawn anew, no larger than is needed, and says nothing of where it came from", async () => {
    const sent = await square(2000, "#0f6b6b")
      .png()
      .withExif({ IFD0: { Copyright: "somebody at home" } })
      .toBuffer();
    const kept = await redraw(Buffer.concat([sent, Buffer.from("<script>alert(1)</script>")]));
    expect(kept).toMatchObject({ contentType: "image/png", width: 512, height: 512, edgeColour: "#0f6b6b" });
    expect(kept.content.includes("somebody")).toBe(false);
    expect(kept.content.includes("script")).toBe(false);
    expect((await sharp(kept.content).metadata()).exif).toBeUndefined();
  });

  test("that is small stays as small, and keeps what is transparent", async () => {
    const sent = await square(64, "#00000000")
      .composite([{ input: await square(32, "#ff0000").png().toBuffer() }])
      .png()
      .toBuffer();
    expect(await redraw(sent)).toMatchObject({ width: 64, edgeColour: "#ff0000" });
  });

  test.each([
    ["that would unpack to billions of pixels", () => bomb(60_000, 60_000)],
    ["that is cut off", (whole: Buffer) => whole.subarray(0, 200)],
    ["that is only the beginning of one", (whole: Buffer) => whole.subarray(0, 8)],
  ])("%s is refused", async (_, broken) => {
    await refusal(broken(await square(400, "#123456").png().toBuffer())).toMatchObject({
      code: "invalid",
      text: { key: "media.notPicture" },
    });
  });
});

describe("an SVG", () => {
  const text = async (sent: Buffer) => (await redraw(sent)).content.toString();

  test("stays a drawing", async () => {
    const kept = await redraw(
      svg(
        `<title>A disc</title><defs><linearGradient id="g"><stop stop-color="red"/></linearGradient></defs>${DISC}<path fill="url(#g)" d="M0 0h3v3z"/>`,
      ),
    );
    expect(kept).toMatchObject({ contentType: "image/svg+xml", width: 512, height: 512 });
    expect(kept.content.toString()).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*linearGradient.*<circle.*url\(#g\)/s,
    );
  });

  test.each([
    ["a script", "<script>alert(1)</script>", /script|alert/],
    ["what runs when it loads", '<circle r="1" onload="alert(1)" onclick="x()"/>', /onload|onclick|alert/],
    [
      "a foreign object",
      "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='https://x.example'/></body></foreignObject>",
      /foreign|iframe|x\.example/i,
    ],
    [
      "a picture from elsewhere",
      '<image href="https://x.example/a.png" width="5" height="5"/><image xlink:href="file:///etc/passwd"/>',
      /image|x\.example|passwd/,
    ],
    [
      "a part of another file",
      '<use href="https://x.example/a.svg#b"/><use xlink:href="#c"/>',
      /use|x\.example/,
    ],
    [
      "styles",
      "<style>@import url(https://x.example/a.css);</style><circle r='1' style='fill:url(https://x.example/#a)'/>",
      /style|x\.example/,
    ],
    [
      "a fill from elsewhere",
      '<circle r="1" fill="url(https://x.example/a.svg#b)" filter="url( //x.example#f)"/>',
      /x\.example/,
    ],
    [
      "links and animation",
      '<a href="javascript:alert(1)"><text>x</text></a><set attributeName="href" to="javascript:x"/><animate/>',
      /<a|javascript|<set|animate/,
    ],
  ])("loses %s", async (_, evil, trace) => {
    const clean = await text(svg(DISC + evil));
    expect(clean).not.toMatch(trace);
    expect(clean).toContain("<circle");
  });

  test("with entities that multiply is read without them", async () => {
    const laughs = `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${svg(`${DISC}<text>&b;</text>`)}`;
    expect(await text(Buffer.from(laughs))).not.toContain("haha");
  });

  test("without a view box gets one from its size", async () => {
    expect(await text(svg(DISC, 'width="20" height="10px"'))).toContain('viewBox="0 0 20 10"');
  });

  test.each([
    ["text that is no drawing", Buffer.from("Dear all, please find attached")],
    ["a page with a script", Buffer.from("<html><script>1</script></html>")],
    ["a drawing of nothing", svg("")],
    ["a drawing without any size", svg(DISC, "")],
    ["bytes of another kind", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])],
    ["nothing", Buffer.alloc(0)],
  ])("is not %s", async (_, sent) => {
    await refusal(sent).toMatchObject({ code: "invalid", text: { key: "media.notPicture" } });
  });

  test("of more parts than a badge needs is refused", async () => {
    await refusal(svg("<path d='M0 0h1'/>".repeat(6_000))).toMatchObject({
      text: { key: "media.tooIntricate" },
    });
  });
});

test("more than 2 MB is refused before anybody looks at it", async () => {
  await refusal(Buffer.alloc(MAX_PICTURE_BYTES + 1)).toMatchObject({ text: { key: "media.tooLarge" } });
});
