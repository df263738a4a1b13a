/** Prefix, year, sequence with something between them, as people write them down or read them aloud. */
const PARTS = /^([A-Z][A-Z0-9]{1,9})[^A-Z0-9]+(\d{4})[^A-Z0-9]+(\d{1,10})$/;
/** Run together; then the prefix has to end with a letter, or nobody could say where the year begins. */
const TOGETHER = /^([A-Z][A-Z0-9]{0,8}[A-Z])(\d{4})(\d{5,10})$/;

/**
 * The certificate number somebody meant, in the form it is printed in (`NHF-2026-00312`), or null when it cannot be
 * one. Forgives small letters, spaces, other dashes and missing zeros, since numbers are copied by hand.
 */
export function readCertificateNumber(text: string): string | null {
  const plain = text.slice(0, 100).normalize("NFKC").toUpperCase().trim();
  const [, prefix, year, sequence] = PARTS.exec(plain) ?? TOGETHER.exec(plain) ?? [];
  if (!prefix || !year || !sequence) return null;
  return `${prefix}-${year}-${sequence.replace(/^0+(?=\d)/, "").padStart(5, "0")}`;
}
