import type { Ctx } from "@/lib/context";
import type { Pictures } from "@/lib/documents/certificate-data";
import type { PrintedCertificate } from "@/lib/documents/certificate-queries";
import { defaultDesign } from "@/lib/documents/default-design";

export const READ_AT = new Date("2026-11-29T11:00:00Z");

export const sampleCtx: Ctx = {
  organization: {
    id: "00000000-0000-4000-8000-000000000001",
    slug: "hlf",
    name: "Hørselshemmedes Landsforbund",
    locale: "nb",
    timeZone: "Europe/Oslo",
    certificatePrefix: "HLF",
    expiryWarningDays: 30,
  },
  modules: new Set(["certifications"]),
  actor: { kind: "system" },
};

/** A valid certificate with the default design; what a test is about it says. */
export const sampleCertificate = (changes: Partial<PrintedCertificate> = {}): PrintedCertificate => ({
  id: "00000000-0000-4000-8000-000000000002",
  certificateNumber: "HLF-2026-00312",
  verificationToken: "0123456789abcdef0123456789abcdef",
  name: "Åse Bjørgløkken Sæther",
  type: "Adelsmerke for hørselslikeperson",
  description: "HLFs digitale bevis for godkjente hørselslikepersoner.",
  course: null,
  issuedAt: new Date("2026-11-19T23:30:00Z"),
  expiresAt: new Date("2029-11-20T23:00:00Z"),
  revokedAt: null,
  standing: "active",
  renewedBy: null,
  design: null,
  ...changes,
});

export const designed = (changes: Partial<ReturnType<typeof defaultDesign>> = {}) =>
  sampleCertificate({ design: { ...defaultDesign("nb"), ...changes } });

export const noPictures: Pictures = new Map();
