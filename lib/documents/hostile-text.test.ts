import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CertificateFormat } from "@/lib/certifications/design-schema";
import { verificationAddress } from "@/lib/certifications/verification-address";
import { oneDocument } from "@/lib/documents/certificate-pdf";
import type { PrintedCertificate } from "@/lib/documents/certificate-queries";
import {
  designed,
  noPictures,
  READ_AT,
  sampleCertificate,
  sampleCtx,
} from "@/lib/documents/sample.test-support";
import { opened, scanned, textOf } from "@/lib/testing/pdf";

async function made(certificate: PrintedCertificate, format: CertificateFormat = "certificate") {
  const shown = { pictures: noPictures, readAt: READ_AT };
  const { bytes } = await oneDocument(sampleCtx, certificate, shown, format);
  return opened(bytes);
}
const textIn = async (certificate: PrintedCertificate) => textOf(await made(certificate));

const CODE = [
  '#panic("x")',
  "*bold* _slanted_ `raw` // no comment",
  "$x$ @ref <label> #sys.inputs",
  "\\u{41} \\ #[x] [y] {name} {type}",
  `"'«quotes»'" -- --- ... ~`,
  "= heading\n- list",
  "https://x.example /* comment",
];

describe("whatever a name is", () => {
  test.each(CODE)("%s is printed as it is written", async (name) => {
    const squeezed = (text: string) => text.replace(/\s+/g, "");
    const text = await textIn(sampleCertificate({ name }));
    expect(squeezed(text)).toContain(squeezed(name));
  });

  test.each([
    ["marks that turn text around", "Kari \u202edlonnaN\u202c", "Kari dlonnaN"],
    ["invisible joints", "Ka\u200bri\u00ad\u200d", "Kari"],
    ["letters that came in two parts", "A\u030ase", "Åse"],
    ["pictures", "Kari 🎉👩‍👩‍👧 Nordmann", "Kari \ufffd Nordmann"],
    ["nothing that can be seen", "\u200b\u200d", "Tildelt \ufffd har"],
    ["other alphabets", "Олена Ελένη", "Олена Ελένη"],
    ["letters of the neighbours", "Łukasz Żółkiewski-Šaško", "Łukasz Żółkiewski-Šaško"],
  ])("%s do no harm", async (_, name, printed) => {
    expect(await textIn(sampleCertificate({ name }))).toContain(printed);
  });

  test.each([
    ["many words", "Anne-Margrethe Kristoffersen Thoresen ".repeat(5).trim()],
    ["one word", "Ø".repeat(200)],
    ["a short one", "Bo"],
  ])("it stays on its one page, also %s of 200 letters", async (_, name) => {
    const letters = (text: string) => text.replace(/[\s\u200b]/g, "");
    for (const format of ["certificate", "card"] as const) {
      const long = { ...designed({ orientation: "portrait" }), name };
      const document = await made(long, format);
      expect(document.numPages).toBe(1);
      expect(letters(await textOf(document))).toContain(letters(name));
    }
  });

  test("the fullest design there can be stays on one page, with the QR code still to be read", async () => {
    const certificate = {
      ...designed({
        title: `{type} ${"og mer ".repeat(15)}`.trim(),
        body: "Dette står det mye om, og det skal leses i sin helhet. ".repeat(26).trim(),
        signatures: [1, 2, 3].map((number) => ({
          name: `Navn ${number} ${"x".repeat(100)}`,
          role: "y".repeat(120),
        })),
      }),
      name: "Kari ".repeat(40).trim(),
      type: "Type ".repeat(40).trim(),
    };
    const document = await made(certificate);
    expect(document.numPages).toBe(1);
    expect(await scanned(document, 3)).toBe(verificationAddress(certificate));
  });

  test("it is set, whatever letters Unicode has", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1, maxLength: 60 }), async (name) => {
        const document = await made(sampleCertificate({ name, type: name, description: name }));
        expect(document.numPages).toBe(1);
      }),
      { numRuns: 60 },
    );
  });
});
