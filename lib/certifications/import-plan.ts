import { randomUUID } from "node:crypto";
import { yearOf } from "@/lib/certifications/calendar-rules";
import { type Problem, rowProblem, statusNow } from "@/lib/certifications/import-rules";
import type { ImportedCertification } from "@/lib/certifications/import-schema";
import { type CertificationStatus, isValid } from "@/lib/certifications/rules";
import type { Ctx } from "@/lib/context";
import { msg } from "@/lib/errors";

export type ImportedOutcome =
  /** `newType`: its kind was not known and was made with it, from the code alone. */
  | Readonly<{ line: number; outcome: "created"; id: string; newType?: string }>
  | Readonly<{ line: number; outcome: "unchanged"; id: string }>
  | Readonly<{ line: number; outcome: "rejected" } & Problem>;

/** A certificate as far as an import has to know it. */
export type Row = {
  id: string;
  userId: string;
  typeId: string;
  certificateNumber: string;
  status: CertificationStatus;
  issuedAt: Date;
  expiresAt: Date | null;
};
export type New = Row & {
  line: number;
  revokedAt: Date | null;
  reason: string | null;
  renewedById: string | null;
};

const holding = ({ userId, typeId }: Pick<Row, "userId" | "typeId">) => `${userId} ${typeId}`;

/** What an import will write, row by row, against what is there and what the file said before. */
export class ImportPlan {
  created: New[] = [];
  private readonly numbers: Map<string, Row>;
  private readonly valid: Set<string>;

  constructor(
    private readonly ctx: Ctx,
    private readonly now: Date,
    private readonly types: ReadonlyMap<string, string>,
    private readonly existing: readonly Row[],
  ) {
    this.numbers = new Map(existing.map((row) => [row.certificateNumber, row]));
    this.valid = new Set(existing.filter((row) => isValid(row.status)).map(holding));
  }

  take(given: ImportedCertification): ImportedOutcome {
    const { certificatePrefix: prefix, timeZone } = this.ctx.organization;
    const { line } = given;
    const refuse = (field: string, key: string): ImportedOutcome => ({
      line,
      outcome: "rejected",
      field,
      reason: msg(`certifications.${key}`),
    });
    const typeId = this.types.get(given.type);
    if (!typeId) return refuse("type", "typeUnknown");
    const problem = rowProblem(given, {
      prefix,
      now: this.now,
      yearOf: (instant) => yearOf(instant, timeZone),
    });
    if (problem) return { line, outcome: "rejected", ...problem };
    const there = this.numbers.get(given.certificateNumber);
    if (there) {
      const same =
        holding(there) === holding({ userId: given.userId, typeId }) &&
        there.issuedAt.getTime() === given.issuedAt.getTime();
      return same
        ? { line, outcome: "unchanged", id: there.id }
        : refuse("certificate_number", "numberTaken");
    }
    const row = this.rowOf(given, typeId);
    if (isValid(row.status) && this.valid.has(holding(row))) return refuse("person", "oneActive");
    if (isValid(row.status)) this.valid.add(holding(row));
    this.numbers.set(row.certificateNumber, row);
    this.created.push(row);
    return { line, outcome: "created", id: row.id };
  }

  /** Superseded means renewed by a later one; where there is none, the row cannot be told and is taken out again. */
  withoutSuccessor(): Extract<ImportedOutcome, { outcome: "rejected" }>[] {
    const refused: Extract<ImportedOutcome, { outcome: "rejected" }>[] = [];
    const standing: Row[] = [...this.existing];
    // Newest first: whoever is taken out is nobody's successor, and who is written first can be referred to.
    this.created = this.created.toReversed().filter((row) => {
      if (row.status === "superseded") row.renewedById = successorOf(row, standing);
      const isTold = row.status !== "superseded" || row.renewedById !== null;
      if (isTold) standing.push(row);
      else {
        const reason = msg("certifications.successorNeeded");
        refused.push({ line: row.line, outcome: "rejected", field: "status", reason });
      }
      return isTold;
    });
    return refused;
  }

  private rowOf(given: ImportedCertification, typeId: string): New {
    return {
      id: randomUUID(),
      line: given.line,
      userId: given.userId,
      typeId,
      certificateNumber: given.certificateNumber,
      status: statusNow(given, this.now),
      issuedAt: given.issuedAt,
      expiresAt: given.expiresAt,
      revokedAt: given.revokedAt,
      reason: given.revocationReason,
      renewedById: null,
    };
  }
}

function successorOf(row: Row, others: readonly Row[]): string | null {
  const later = others.filter((other) => holding(other) === holding(row) && other.issuedAt > row.issuedAt);
  return later.sort((a, b) => a.issuedAt.getTime() - b.issuedAt.getTime())[0]?.id ?? null;
}
