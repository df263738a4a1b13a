import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { bakePng } from "@/lib/baking/png";
import { readChunks, writeChunk } from "@/lib/baking/png-chunks";
import { bakeSvg } from "@/lib/baking/svg";
import { checkCredential } from "@/lib/credential-check/check-credential";
import {
  asJwt,
  credential,
  publishIssuer,
  Web,
  withProof,
} from "@/lib/credential-check/issuers.test-support";
import { checkNames, reasonCodes } from "@/lib/credential-check/rules";
import { garbage } from "@/lib/testing/garbage";

const web = new Web();
await publishIssuer(web);
const judge = (bytes: Uint8Array | string) => checkCredential({ bytes: Buffer.from(bytes) }, web.sources);
const reasonFor = async (bytes: Uint8Array | string) => {
  const { valid, checks } = await judge(bytes);
  return [valid, checks[0]?.verdict, checks[0]?.code];
};

const png = new Uint8Array(
  await sharp({ create: { width: 8, height: 8, channels: 4, background: "#c00" } })
    .png()
    .toBuffer(),
);
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>';

describe("a badge", () => {
  test("is found in a picture of either kind, as JSON and as JWT", async () => {
    for (const text of [JSON.stringify(await withProof(credential())), await asJwt(credential(), "RS256")]) {
      expect(await judge(bakePng(png, { format: "ob3", credential: text }))).toMatchObject({ valid: true });
      expect(await judge(bakeSvg(DRAWING, { format: "ob3", credential: text }))).toMatchObject({
        valid: true,
      });
      expect(await judge(`\uFEFF\n ${text}\n`)).toMatchObject({ valid: true });
    }
  });

  test("is not one of two in a picture", async () => {
    const [header] = readChunks(png);
    const end = 8 + (header?.bytes.length ?? 0);
    const chunk = (text: string) => writeChunk("tEXt", Buffer.from(`openbadges\0${text}`, "latin1"));
    const twice = (one: string, other: string) =>
      Buffer.concat([png.subarray(0, end), chunk(one), chunk(other), png.subarray(end)]);
    expect(await reasonFor(twice("https://a.example/1", "https://b.example/1"))).toEqual([
      false,
      "fail",
      "two_badges",
    ]);
    expect((await reasonFor(twice("https://a.example/1", "https://a.example/1")))[1]).toBe("pass");
  });

  test("is the newer one where a picture carries it as 2.0 and as 3.0", async () => {
    const written = JSON.stringify(await withProof(credential()));
    const both = bakeSvg(DRAWING, { format: "ob3", credential: written }).replace(
      "<circle",
      '<old:assertion xmlns:old="http://openbadges.org" verify="https://a.example/1"/><circle',
    );
    expect(await judge(both)).toMatchObject({ valid: true, kind: "ob3_proof" });
  });
});

const writable = garbage
  .map(([, value]) => value)
  .filter((value) => {
    try {
      return JSON.stringify(value) !== undefined;
    } catch {
      return false;
    }
  });

describe("a reason and no crash is the answer to", () => {
  const deep = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;
  test.each([
    ["nothing", "", "not_json"],
    ["a letter", "Dear all, please find attached", "not_json"],
    ["a list", "[1,2]", "not_json"],
    ["another document", '{"type":"Person"}', "not_credential"],
    [
      "a JWT of something else",
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`,
      "not_credential",
    ],
    ["a JWT of nothing", "a.b.c", "not_json"],
    ["a picture without a badge", png, "no_badge"],
    ["a drawing without a badge", DRAWING, "no_badge"],
    ["half a picture", png.subarray(0, 40), "truncated"],
    ["a drawing with entities", `<!DOCTYPE svg [<!ENTITY a "b">]>${DRAWING}`, "doctype"],
    [
      "30 MB of entities",
      `<!DOCTYPE svg [<!ENTITY a "b">]><svg>${"&a;".repeat(10_000_000)}</svg>`,
      "too_large",
    ],
    ["JSON without a bottom", deep, "too_intricate"],
    [
      "JSON without an end",
      JSON.stringify({ type: "VerifiableCredential", a: Array(30_000).fill(0) }),
      "too_intricate",
    ],
  ])("%s", async (_, bytes, code) => {
    expect(await reasonFor(bytes)).toEqual([false, "fail", code]);
  });

  test("ten thousand subjects, and two", async () => {
    for (const [count, check, code] of [
      [10_000, "well_formed", "too_intricate"],
      [500, "schema", "many_subjects"],
      [2, "schema", "many_subjects"],
    ] as const) {
      const credentialSubject = Array.from({ length: count }, (_, n) => ({
        id: `urn:x:${n}`,
        type: "AchievementSubject",
      }));
      const { outcome, checks } = await judge(JSON.stringify(credential({ credentialSubject })));
      expect(outcome).toBe("invalid");
      expect(checks.find(({ name }) => name === check)?.code).toBe(code);
    }
  });

  test("whatever stands in any of its places", async () => {
    const values = fc.oneof(fc.constantFrom(...writable), fc.jsonValue());
    const parts = [
      "@context",
      "id",
      "type",
      "issuer",
      "validFrom",
      "validUntil",
      "credentialSubject",
      "credentialStatus",
      "proof",
      "badge",
      "recipient",
      "verification",
      "issuedOn",
      "expires",
    ];
    const signed = await withProof(credential());
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(parts, { minLength: 1 }),
        fc.array(values, { minLength: 4, maxLength: 4 }),
        async (names, some) => {
          const changes = Object.fromEntries(names.map((name, index) => [name, some[index % 4]]));
          for (const base of [signed, { type: "Assertion" }]) {
            const found = await judge(JSON.stringify({ ...base, ...changes }));
            expect(found.valid).toBe(false);
            expect(found.checks.map(({ name }) => name)).toEqual([...checkNames]);
            for (const { code } of found.checks) expect(reasonCodes).toContain(code);
          }
        },
      ),
      // What has a toString of its own that is none cannot be written.
      {
        numRuns: 150,
        examples: [
          [
            ["type", "badge", "issuedOn"],
            [{ toString: "" }, null, null, null],
          ],
        ],
      },
    );
  });

  test("what stands for a word and cannot be written as one", async () => {
    const signed = await withProof(credential());
    const none = { toString: "" };
    for (const changes of [
      { id: none },
      { proof: { ...(signed.proof as object), cryptosuite: none } },
      {
        credentialStatus: {
          type: "BitstringStatusListEntry",
          statusListIndex: none,
          statusListCredential: none,
        },
      },
    ]) {
      const { valid, checks } = await judge(JSON.stringify({ ...signed, ...changes }));
      expect([valid, checks.length]).toEqual([false, checkNames.length]);
    }
    for (const changes of [{ id: none }, { "@context": none }, { "@context": [none] }])
      expect((await judge(JSON.stringify({ type: "Assertion", ...changes }))).valid).toBe(false);
  });

  test("any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.string().map((text) => Buffer.from(text)),
        ),
        async (bytes) => {
          expect((await judge(bytes)).valid).toBe(false);
        },
      ),
    );
  });

  test("an address where nobody answers, or something else does", async () => {
    web.put("https://page.example/", "<html><body>Hei</body></html>");
    web.put("https://page.example/broken", "oops", 500);
    const reason = async (url: string) => (await checkCredential({ url }, web.sources)).checks[0]?.code;
    expect(await reason("https://nobody.example/")).toBe("unreadable_address");
    expect(await reason("https://page.example/broken")).toBe("unreadable_address");
    expect(await reason("https://page.example/")).toBe("malformed");
  });

  test("a badge that refers to more than anybody would read", async () => {
    const many = Array.from({ length: 40 }, (_, n) => ({
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: "1",
      statusListCredential: `https://s${n}.example/`,
    }));
    const proof = Array.from({ length: 40 }, (_, n) => ({
      type: "DataIntegrityProof",
      cryptosuite: "eddsa-rdfc-2022",
      proofPurpose: "assertionMethod",
      verificationMethod: `https://k${n}.example/`,
    }));
    web.asked.length = 0;
    expect((await judge(JSON.stringify(credential({ credentialStatus: many, proof })))).valid).toBe(false);
    expect(web.asked.length).toBeLessThanOrEqual(10);
  });
});
