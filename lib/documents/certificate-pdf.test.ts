import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import type { CertificateFormat } from "@/lib/certifications/design-schema";
import { verificationAddress } from "@/lib/certifications/verification-address";
import { oneDocument, oneFileOfMany } from "@/lib/documents/certificate-pdf";
import type { PrintedCertificate } from "@/lib/documents/certificate-queries";
import { defaultDesign } from "@/lib/documents/default-design";
import {
  designed,
  noPictures,
  READ_AT,
  sampleCertificate,
  sampleCtx,
} from "@/lib/documents/sample.test-support";
import { elementsOf, embeddedFonts, opened, scanned, sizeOf, textOf } from "@/lib/testing/pdf";

const PICTURE = "00000000-0000-4000-8000-00000000000a";
let picture: Uint8Array;
const pictures = () =>
  new Map([[PICTURE, { id: PICTURE, alt: "Underskriften til Kari Nordmann", content: picture }]]);

beforeAll(async () => {
  picture = new Uint8Array(
    await sharp({ create: { width: 60, height: 20, channels: 4, background: "#123456" } })
      .png()
      .toBuffer(),
  );
});

async function made(
  certificate: PrintedCertificate,
  format: CertificateFormat = "certificate",
  shown = noPictures,
) {
  const file = await oneDocument(sampleCtx, certificate, { pictures: shown, readAt: READ_AT }, format);
  return { ...file, document: await opened(file.bytes) };
}
const textIn = async (certificate: PrintedCertificate, format?: CertificateFormat) =>
  textOf((await made(certificate, format)).document);

describe("a certificate as a PDF", () => {
  test("says that it follows PDF/UA, what it is and in which language", async () => {
    const { document, name } = await made(sampleCertificate());
    const { info, metadata } = (await document.getMetadata()) as {
      info: Record<string, unknown>;
      metadata: { get(name: string): unknown; getRaw(): string };
    };
    expect(name).toBe("sertifikat-HLF-2026-00312.pdf");
    expect(info).toMatchObject({
      Title: "Sertifikat HLF-2026-00312: Adelsmerke for hørselslikeperson, Åse Bjørgløkken Sæther",
      Author: "Hørselshemmedes Landsforbund",
      Language: "nb-NO",
    });
    expect(metadata.getRaw()).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/);
    // pdf.js calls it an object and gives a map.
    const marks = (await document.getMarkInfo()) as unknown as ReadonlyMap<string, boolean>;
    expect(marks.get("Marked")).toBe(true);
    expect((await document.getViewerPreferences())?.get("DisplayDocTitle")).toBe(true);
  });

  test("is read in order: title, name, text, a table with headings, and the QR code with its meaning", async () => {
    const elements = await elementsOf((await made(sampleCertificate())).document);
    const first = (role: string) => elements.find((element) => element.role === role);
    expect(first("H1")?.text).toBe("Adelsmerke for hørselslikeperson");
    expect(elements.filter(({ role }) => role === "TH").map(({ text }) => text)).toEqual([
      "Nummer",
      "Utstedt",
      "Gyldig til",
    ]);
    expect(elements.filter(({ role }) => role === "TD").map(({ text }) => text)).toEqual([
      "HLF-2026-00312",
      "20. november 2026",
      "20. november 2029",
    ]);
    expect(elements.filter(({ role }) => role === "Figure").map(({ alt }) => alt)).toEqual([
      "QR-kode til siden der du kontrollerer sertifikat HLF-2026-00312",
    ]);
    const paragraphs = elements.filter(({ role }) => role === "P").map(({ text }) => text);
    expect(paragraphs).toContain("Åse Bjørgløkken Sæther");
    expect(paragraphs).toContain("HLFs digitale bevis for godkjente hørselslikepersoner.");
    expect(first("Link")).toBeDefined();
  });

  test("brings its letters along", async () => {
    const { bytes } = await made(sampleCertificate());
    const fonts = embeddedFonts(bytes);
    expect(fonts.length).toBeGreaterThan(1);
    expect(fonts.every((name) => name.startsWith("AtkinsonHyperlegibleNext"))).toBe(true);
  });

  test.each(["certificate", "card"] as const)(
    "has a QR code on the %s that says exactly where to check it",
    async (format) => {
      const certificate = sampleCertificate();
      const { document } = await made(certificate, format);
      expect(await scanned(document, format === "card" ? 5 : 3)).toBe(verificationAddress(certificate));
    },
  );

  test("is A4, lying or standing, and a card has the size of a bank card", async () => {
    expect(await sizeOf((await made(designed())).document)).toEqual([297, 210]);
    expect(await sizeOf((await made(designed({ orientation: "portrait" }))).document)).toEqual([210, 297]);
    expect(await sizeOf((await made(sampleCertificate(), "card")).document)).toEqual([85.6, 54]);
  });

  test("shows logo and signatures with what they are in words", async () => {
    const certificate = designed({
      logo: PICTURE,
      signatures: [
        { name: "Kari Nordmann", role: "Generalsekretær", picture: PICTURE },
        { name: "Ola Hansen", role: "" },
      ],
    });
    const { document } = await made(certificate, "certificate", pictures());
    const figures = (await elementsOf(document)).filter(({ role }) => role === "Figure");
    expect(figures.map(({ alt }) => alt)).toEqual([
      "Underskriften til Kari Nordmann",
      "Underskriften til Kari Nordmann",
      expect.stringContaining("QR-kode"),
    ]);
    expect(await textOf(document)).toMatch(/Kari Nordmann\s*Generalsekretær/);
  });

  test.each([
    ["nb", "Tildelt", "Utstedt", "nb-NO"],
    ["nn", "Tildelt", "Utferda", "nn-NO"],
    ["en", "Awarded to", "Valid until", "en-GB"],
  ] as const)("speaks the language of its design (%s)", async (language, ...words) => {
    const { document } = await made(sampleCertificate({ design: defaultDesign(language) }));
    const text = await textOf(document);
    for (const word of words.slice(0, 2)) expect(text).toContain(word);
    const { info } = await document.getMetadata();
    expect((info as { Language: string }).Language).toBe(words[2]);
  });

  test("says first that it is not valid any more", async () => {
    const revoked = { standing: "revoked", revokedAt: new Date("2027-03-03T10:00:00Z") } as const;
    const elements = await elementsOf((await made(sampleCertificate(revoked))).document);
    expect(elements.find(({ text }) => text !== "" && !text.includes("Adelsmerke"))?.text).toMatch(
      /^Trukket tilbake\s+Sertifikatet ble trukket tilbake 3\. mars 2027 og gjelder ikke\.$/,
    );
    expect(await textIn(sampleCertificate(revoked), "card")).toMatch(/^Trukket tilbake/);
    expect(await textIn(sampleCertificate({ standing: "expired" }))).toMatch(
      /^Utløpt.*gjaldt til 20\. november 2029/,
    );
    const renewed = sampleCertificate({ standing: "superseded", renewedBy: "HLF-2029-00007" });
    expect(await textIn(renewed)).toMatch(/^Erstattet.*Nå gjelder HLF-2029-00007/);
    expect(await textIn(sampleCertificate({ standing: "expiring_soon" }))).toMatch(/^Hørselshemmedes/);
  });

  test("leaves out lines that name what the certificate does not have", async () => {
    const body = "Etter kurset {course}.\nGyldig til {expires}.\nMed hilsen {organization}";
    const forLife = { ...designed({ body }), expiresAt: null };
    const text = await textIn(forLife);
    expect(text).not.toContain("Etter kurset");
    expect(text).not.toContain("Gyldig til  ");
    expect(text).toContain("Med hilsen Hørselshemmedes Landsforbund");
    expect(text).toContain("Uten sluttdato");
    expect(await textIn({ ...forLife, course: "Trinn 1" })).toContain("Etter kurset Trinn 1.");
  });
});

describe("many certificates", () => {
  test("are one file with a page to each, in their order", async () => {
    const certificates = ["Kari", "Ola", "Åse"].map((name, index) =>
      sampleCertificate({ id: `00000000-0000-4000-8000-00000000010${index}`, name: `${name} Nordmann` }),
    );
    const file = await oneFileOfMany(
      sampleCtx,
      { certificates, pictures: noPictures, readAt: READ_AT },
      "certificate",
    );
    expect(file.name).toBe("sertifikater-2026-11-29.pdf");
    const document = await opened(file.bytes);
    expect(document.numPages).toBe(3);
    const titles = await Promise.all([1, 2, 3].map((number) => textOf(document, number)));
    expect(titles.map((text) => /(\S+) Nordmann/.exec(text)?.[1])).toEqual(["Kari", "Ola", "Åse"]);
    const { info } = await document.getMetadata();
    expect((info as { Title: string }).Title).toBe("3 sertifikater fra Hørselshemmedes Landsforbund");
  });

  test("may lie and stand and speak different languages", async () => {
    const certificates = [
      designed(),
      sampleCertificate({ design: { ...defaultDesign("en"), orientation: "portrait" } }),
    ];
    const file = await oneFileOfMany(
      sampleCtx,
      { certificates, pictures: noPictures, readAt: READ_AT },
      "certificate",
    );
    const document = await opened(file.bytes);
    expect(await sizeOf(document, 1)).toEqual([297, 210]);
    expect(await sizeOf(document, 2)).toEqual([210, 297]);
    expect(await textOf(document, 2)).toContain("Awarded to");
  });
});
