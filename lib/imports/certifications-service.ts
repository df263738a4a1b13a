import type { ImportedOutcome } from "@/lib/certifications/import-plan";
import { type ImportedCertification, importedCertification } from "@/lib/certifications/import-schema";
import { importCertifications } from "@/lib/certifications/import-service";
import { certificationStatuses } from "@/lib/certifications/rules";
import { msg } from "@/lib/errors";
import { type Cells, RowRefused } from "@/lib/imports/cells";
import { revokeCreated } from "@/lib/imports/revoke-service";
import { type Kind, loadPeople, type Written } from "@/lib/imports/run-service";
import { fieldMessages } from "@/lib/validation";

const dateOf = (text: string | null) => (text === null ? null : new Date(text));

/** The attribute of the slice's row, as its column is called. */
const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function readRow(cells: Cells, person: (cells: Cells) => string): ImportedCertification {
  const parsed = importedCertification.safeParse({
    line: cells.line,
    userId: person(cells),
    type: cells.required("type", 80),
    certificateNumber: cells.required("certificate_number", 100).toUpperCase(),
    status: cells.choice("status", certificationStatuses) ?? "active",
    issuedAt: new Date(cells.requiredMoment("issued_at")),
    expiresAt: dateOf(cells.moment("expires_at")),
    revokedAt: dateOf(cells.moment("revoked_at")),
    revocationReason: cells.text("revocation_reason", 2000),
  });
  if (parsed.success) return parsed.data;
  const [field = "", reason = msg("field.other")] = Object.entries(fieldMessages(parsed.error))[0] ?? [];
  throw new RowRefused(columnOf(field), reason);
}

/** Numbered certificates of an older system; the slice of certificates keeps the rules and raises the counters. */
export const certifications: Kind = {
  permission: "certifications:issue",
  module: "certifications",
  isExport: true,
  undo: (undoing) => revokeCreated(undoing, "certifications"),
  // A superseded certificate needs its successor, wherever in the file that stands.
  takesAllAtOnce: true,
  async prepare(run) {
    const person = await loadPeople(run);
    return {
      read: (cells: Cells) => readRow(cells, person),
      keys: (row: ImportedCertification) => [["certificate_number", row.certificateNumber]],
      async write(rows: readonly ImportedCertification[]): Promise<Written> {
        const outcomes = await importCertifications(run.tx, run.ctx, run.now, rows, run.importId);
        const created = outcomes.filter(({ outcome }) => outcome === "created").length;
        return {
          created,
          updated: 0,
          rejected: outcomes.flatMap(refusalOf),
          warnings: outcomes.flatMap(newTypeOf),
        };
      },
    };
  },
};

const refusalOf = (outcome: ImportedOutcome) =>
  outcome.outcome === "rejected"
    ? [{ line: outcome.line, field: outcome.field, reason: outcome.reason }]
    : [];

const newTypeOf = (outcome: ImportedOutcome) =>
  outcome.outcome === "created" && outcome.newType
    ? [
        {
          line: outcome.line,
          field: "type",
          reason: msg("certifications.typeMade", { code: outcome.newType }),
        },
      ]
    : [];
