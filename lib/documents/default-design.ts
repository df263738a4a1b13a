import type { CertificateDesign } from "@/lib/certifications/design-schema";
import type { Locale } from "@/lib/context";
import { documentWords } from "@/lib/documents/words";

/** Heder's own deep teal. */
const ACCENT = "#0b5c5e";

/** How certificates of a type look that nobody has designed: its name, who has it, and what for. */
export function defaultDesign(language: Locale): CertificateDesign {
  const t = documentWords(language);
  // The braces stay: they are filled in for each certificate.
  const body = t("design.body", {
    type: "{type}",
    organization: "{organization}",
    description: "{description}",
  });
  return {
    title: "{type}",
    body,
    signatures: [],
    accent: ACCENT,
    orientation: "landscape",
    language,
  };
}
