import type { ListedCertificate } from "@/lib/certifications/batch-people-queries";
import { MAX_ROWS } from "@/lib/certifications/batch-schema";
import type { Cells } from "@/lib/imports/cells";
import { readPeopleList } from "@/lib/imports/people-list";
import type { Column } from "@/lib/imports/rules";

const COLUMNS: readonly Column[] = [
  { name: "person", required: true },
  { name: "issued_on", required: false },
  { name: "expires_on", required: false },
  { name: "notes", required: false },
];
const MAX_NOTES = 5000;

/**
 * A list of certificates to be issued (see `readPeopleList`): `issued_on` where it is another day than the others',
 * `expires_on` where the type does not say it (the certificate is valid through that day), and internal `notes`.
 */
export function readCertificateList(text: string, timeZone: string): readonly ListedCertificate[] {
  const lines = readPeopleList(text, { columns: COLUMNS, maximum: MAX_ROWS, timeZone, read });
  return lines.map((line) => ({ issuedOn: null, expiresOn: null, notes: null, ...line }));
}

const read = (cells: Cells): ListedCertificate => ({
  line: cells.line,
  person: cells.required("person", 254),
  issuedOn: cells.day("issued_on"),
  expiresOn: cells.day("expires_on"),
  notes: cells.text("notes", MAX_NOTES),
  problem: null,
});
